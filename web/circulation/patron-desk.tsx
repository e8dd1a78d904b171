import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { readUser, type UserRecord } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Panel } from '../ui/panel.tsx'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { PopUpNotes } from '../users/record/pop-up-notes.tsx'
import { LendForm } from './lend-form.tsx'
import { LoansTable } from './loans-table.tsx'
import { PatronCard } from './patron-card.tsx'
import { RequestForm } from './request-form.tsx'
import { RequestsTable } from './requests-table.tsx'
import { ReturnForm } from './return-form.tsx'
import { deskTabs } from './routes.ts'

const route = getRouteApi('/shell/desk')

/** One patron at the desk: how they stand, what they have and what they wait for. */
export function PatronDesk({ userId, isViewOnly }: { userId: number; isViewOnly: boolean }) {
  const { data, error, refetch } = useQuery(q(readUser, { params: { userId } }))
  if (data) return <Patron record={data} isViewOnly={isViewOnly} />
  return error ? <ErrorState isPage error={error} onRetry={() => void refetch()} /> : null
}

function Patron({ record, isViewOnly }: { record: UserRecord; isViewOnly: boolean }) {
  const t = useText()
  const { tab = 'loans', ...search } = route.useSearch()
  const { activeLoans, openRequests } = record.summary
  const counts = { loans: activeLoans, requests: openRequests }
  return (
    <Stack gap="md">
      <PatronCard record={record} isViewOnly={isViewOnly} />
      <Tabs label={t('circulation.tabs')}>
        {deskTabs.map(name => (
          <Tab
            key={name}
            to="/desk"
            search={{ ...search, tab: name }}
            isCurrent={name === tab}
            hasCount
            count={counts[name]}
          >
            {t(`circulation.tab.${name}`)}
          </Tab>
        ))}
      </Tabs>
      {tab === 'loans' ? (
        <>
          <Panel title={t('circulation.lend.title')}>
            <LendForm record={record} isViewOnly={isViewOnly} />
          </Panel>
          <LoansTable record={record} isViewOnly={isViewOnly} />
          {!isViewOnly && <ReturnForm />}
        </>
      ) : (
        <>
          <Panel title={t('circulation.request.title')}>
            <RequestForm record={record} isViewOnly={isViewOnly} />
          </Panel>
          <RequestsTable record={record} isViewOnly={isViewOnly} />
        </>
      )}
      <PopUpNotes record={record} />
    </Stack>
  )
}
