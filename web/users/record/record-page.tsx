import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { q } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Tab, Tabs } from '../../ui/tabs.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { GeneralTab } from './general-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { RecordHeader } from './record-header.tsx'
import classes from './record-page.module.css'
import { RecordSkeleton } from './record-skeleton.tsx'
import { SaveBar } from './save-bar.tsx'
import { SegmentsTab } from './segments-tab.tsx'
import { type RecordTab, recordTabs } from './tabs.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { useRecordForm } from './use-record-form.ts'

const route = getRouteApi('/shell/users/$userId/$tab')

/** The record of one user: a header that stays, and tabs (features B). */
export function RecordPage() {
  const t = useText()
  const { userId, tab } = route.useParams()
  const { data, error, refetch } = useQuery(q(readUser, { params: { userId: Number(userId) } }))
  if (data) return <Record key={data.userId} record={data} tab={tab} />
  if (error)
    return (
      <Page>
        <div className={classes.failure}>
          <PageTitle>{t('error.title')}</PageTitle>
          <ErrorState isPage error={error} onRetry={() => void refetch()} />
        </div>
      </Page>
    )
  return <RecordSkeleton />
}

function Record({ record, tab }: { record: UserRecord; tab: RecordTab }) {
  const t = useText()
  const form = useRecordForm(record)
  const isContact = record.values['record_type'] === 'CONTACT'
  const shown = recordTabs.filter(one => !(isContact && (one === 'identifiers' || one === 'blocks')))
  return (
    <div className={classes.record}>
      <PageTitle>{record.name}</PageTitle>
      <div className={classes.top}>
        <RecordHeader record={record} />
        <Tabs label={t('record.tabs')}>
          {shown.map(one => (
            <Tab
              key={one}
              to="/users/$userId/$tab"
              params={{ userId: String(record.userId), tab: one }}
              isCurrent={one === tab}
              {...tabCount(record, one)}
            >
              {t(`record.tab.${one}`)}
            </Tab>
          ))}
        </Tabs>
      </div>
      <div className={classes.content}>
        {tab === 'general' && <GeneralTab record={record} form={form} />}
        {tab === 'history' && <HistoryTab userId={record.userId} />}
        {tab !== 'general' && tab !== 'history' && <SegmentsTab record={record} tab={tab} />}
      </div>
      <SaveBar form={form} />
      <ConflictDialog form={form} />
      <UnsavedGuard isDirty={form.isDirty} />
    </div>
  )
}

const counted: Partial<Record<RecordTab, string>> = {
  identifiers: 'identifier',
  notes: 'note',
  blocks: 'block',
}

function tabCount(record: UserRecord, tab: RecordTab) {
  const kind = counted[tab]
  return kind ? { hasCount: true, count: record.segments[kind]?.length ?? 0 } : {}
}
