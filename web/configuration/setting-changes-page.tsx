import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { readSettings } from '../../contract/settings.ts'
import { listSettingChanges, type SettingChange } from '../../contract/settings-history.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { useSettingWords } from './use-setting-words.ts'

const column = columnsOf<SettingChange>()

const columns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment at={row.original.at} />,
    meta: { label: 'settingChanges.column.at', width: 9, isKept: true },
  }),
  column.display({
    id: 'by',
    cell: ({ row }) => <bdi>{row.original.by}</bdi>,
    meta: { label: 'settingChanges.column.by', width: 10 },
  }),
  column.display({
    id: 'key',
    cell: ({ row }) => <Name change={row.original} />,
    meta: { label: 'settingChanges.column.key', width: 15, wraps: true },
  }),
  column.display({
    id: 'old',
    cell: ({ row }) => <Value change={row.original} side="old" />,
    meta: { label: 'settingChanges.column.old', width: 14, wraps: true },
  }),
  column.display({
    id: 'new',
    cell: ({ row }) => <Value change={row.original} side="new" />,
    meta: { label: 'settingChanges.column.new', width: 14, wraps: true },
  }),
])

/** Who changed which setting, from what to what. */
export function SettingChangesPage() {
  const t = useText()
  const source = useRows(listSettingChanges, {})
  return (
    <Page fills>
      <PageHeader
        title={t('settingChanges.title')}
        subtitle={<TextLink to="/configuration/users">{t('settingChanges.back')}</TextLink>}
      />
      <DataTable
        fills
        name="setting-changes"
        label={t('settingChanges.title')}
        columns={columns}
        source={source}
        rowId={change => String(change.changeId)}
        rowLabel={change => change.key}
        empty={<EmptyState icon={IconHistory} title={t('settingChanges.empty')} />}
      />
    </Page>
  )
}

function Moment({ at }: { at: string }) {
  return <bdi>{useFormats().moment(at)}</bdi>
}

function Name({ change }: { change: SettingChange }) {
  return <bdi>{useSettingWords().nameOf(change)}</bdi>
}

/** In the words of the setting; what is none, or none any more, as it was stored. */
function Value({ change, side }: { change: SettingChange; side: 'old' | 'new' }) {
  const t = useText()
  const { valueWords } = useSettingWords()
  const { data } = useQuery(q(readSettings, {}))
  const value = change[side]
  const setting = data?.settings.find(one => one.key === change.key)
  if (value === undefined) return <span>{t(setting ? 'settingChanges.default' : 'none')}</span>
  if (setting) return <bdi>{valueWords({ ...setting, value })}</bdi>
  return <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
}
