import { IconFolders, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { listSets, type UserSet } from '../../contract/sets.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { DeleteSetDialog } from './delete-set-dialog.tsx'
import { setColumns } from './set-columns.tsx'
import { SetMenu } from './set-menu.tsx'
import { type WhoseSets, whoseSets } from './set-words.ts'

const route = getRouteApi('/shell/sets')

function NoSets({ whose }: { whose: WhoseSets }) {
  const t = useText()
  return (
    <EmptyState
      icon={IconFolders}
      title={t(`sets.empty.${whose}.title`)}
      text={t(whose === 'public' ? 'sets.empty.public.text' : 'sets.empty.mine.text')}
      action={<AddSet />}
    />
  )
}

/** Sets of users (features O). */
export function SetsPage() {
  const t = useText()
  const { whose = 'mine' } = route.useSearch()
  const source = useRows(listSets, { query: { whose } })
  const [toDelete, setToDelete] = useState<UserSet>()
  return (
    <Page fills>
      <PageHeader title={t('sets.title')} subtitle={t('sets.subtitle')} actions={<AddSet />} />
      <Tabs label={t('sets.tabs')}>
        {whoseSets.map(one => (
          <Tab
            key={one}
            to="/sets"
            search={{ whose: one === 'mine' ? undefined : one }}
            isCurrent={one === whose}
          >
            {t(`sets.tab.${one}`)}
          </Tab>
        ))}
      </Tabs>
      <DataTable
        fills
        name="sets"
        label={t('sets.table')}
        columns={setColumns}
        source={source}
        rowId={set => String(set.setId)}
        rowLabel={set => set.name}
        rowMenu={set => <SetMenu set={set} onDelete={setToDelete} />}
        empty={<NoSets whose={whose} />}
      />
      {toDelete && <DeleteSetDialog set={toDelete} onClose={() => setToDelete(undefined)} />}
    </Page>
  )
}

function AddSet() {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <ForbiddenAction reason={forbidden('sets.manage')}>
      <ButtonLink to="/sets/new" leftSection={<IconPlus size={16} aria-hidden />}>
        {t('addSet.action')}
      </ButtonLink>
    </ForbiddenAction>
  )
}
