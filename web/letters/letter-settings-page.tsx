import { Menu } from '@mantine/core'
import { IconMail, IconMailOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type LetterSetting, listLetterSettings } from '../../contract/letter-settings.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { PageLoading } from '../shell/dead-ends.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { fixedRows } from '../ui/table/row-source.ts'
import { LetterSettingDialog } from './letter-setting-dialog.tsx'

const column = columnsOf<LetterSetting>()

const columns = column.columns([
  column.display({
    id: 'letter',
    cell: ({ row }) => <Name setting={row.original} />,
    meta: { label: 'letterSettings.column.letter', width: 14, isKept: true },
  }),
  column.display({
    id: 'almaName',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.almaName}</bdi>,
    meta: { label: 'letterSettings.column.almaName', width: 17 },
  }),
  column.display({
    id: 'state',
    cell: ({ row }) => <State setting={row.original} />,
    meta: { label: 'letterSettings.column.state', width: 9 },
  }),
  column.display({
    id: 'kept',
    cell: ({ row }) => <Kept setting={row.original} />,
    meta: { label: 'letterSettings.column.kept', width: 8 },
  }),
  column.display({
    id: 'words',
    cell: ({ row }) => Object.keys(row.original.words).join(', '),
    meta: { label: 'letterSettings.column.words', width: 8 },
  }),
])

/** Letters of the institution: whether they are sent, how long they are kept, what they say (features X1). */
export function LetterSettingsPage() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(listLetterSettings, {}))
  const [opened, setOpened] = useState<LetterSetting>()
  const nameOf = ({ letter }: LetterSetting) => t(`letters.letter.${letter}`)
  return (
    <Page fills>
      <PageHeader title={t('letterSettings.title')} subtitle={t('letterSettings.subtitle')} />
      {!data && !error && <PageLoading />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          fills
          name="letter-settings"
          label={t('letterSettings.title')}
          columns={columns}
          source={fixedRows(data.items)}
          rowId={setting => setting.letter}
          rowLabel={nameOf}
          rowMenu={setting => (
            <Menu.Item onClick={() => setOpened(setting)}>{t('letterSettings.edit')}</Menu.Item>
          )}
          empty={<EmptyState icon={IconMail} title={t('letterSettings.title')} />}
        />
      )}
      {opened && <LetterSettingDialog setting={opened} onClose={() => setOpened(undefined)} />}
    </Page>
  )
}

type Cell = { setting: LetterSetting }

function Name({ setting }: Cell) {
  return useText()(`letters.letter.${setting.letter}`)
}

function State({ setting: { isEnabled } }: Cell) {
  const t = useText()
  return isEnabled ? (
    <StatusBadge icon={IconMail} tone="good">
      {t('letterSettings.on')}
    </StatusBadge>
  ) : (
    <StatusBadge icon={IconMailOff} tone="quiet">
      {t('letterSettings.off')}
    </StatusBadge>
  )
}

function Kept({ setting: { retentionDays } }: Cell) {
  const t = useText()
  return retentionDays === undefined
    ? t('letterSettings.forEver')
    : t('letterSettings.days', { count: retentionDays })
}
