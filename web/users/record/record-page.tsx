import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { q } from '../../api/query.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { LettersPanel } from '../../letters/letters-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Tab, Tabs } from '../../ui/tabs.tsx'
import { AttachmentsTab } from './attachments-tab.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { GeneralTab } from './general-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { PopUpNotes } from './pop-up-notes.tsx'
import { RecordHeader } from './record-header.tsx'
import classes from './record-page.module.css'
import { RecordSkeleton } from './record-skeleton.tsx'
import { SaveBar } from './save-bar.tsx'
import { SegmentsTab } from './segments-tab.tsx'
import { type RecordTab, recordTabs } from './tabs.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { type RecordForm, useRecordForm } from './use-record-form.ts'

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
  const form = useRecordForm(record)
  return (
    <div className={classes.record}>
      <PageTitle>{record.name}</PageTitle>
      <div className={classes.top}>
        <RecordHeader record={record} form={form} />
        <RecordTabs record={record} form={form} current={tab} />
      </div>
      <div className={classes.content}>
        {tab === 'general' && <GeneralTab record={record} form={form} />}
        {tab === 'history' && <HistoryTab userId={record.userId} />}
        {tab === 'attachments' && (
          <>
            <AttachmentsTab record={record} form={form} />
            <LettersPanel userId={record.userId} />
          </>
        )}
        {!ownTabs.has(tab) && <SegmentsTab record={record} form={form} tab={tab} />}
      </div>
      <SaveBar form={form} userId={record.userId} />
      <ConflictDialog form={form} />
      <UnsavedGuard isDirty={form.isDirty} />
      <PopUpNotes record={record} />
    </div>
  )
}

/** Tabs that show more than the elements of their kinds. */
const ownTabs: ReadonlySet<RecordTab> = new Set(['general', 'history', 'attachments'])

type TabsProps = { record: UserRecord; form: RecordForm; current: RecordTab }

/** Tabs whose kinds of elements contacts do not have are left out for them; the others count what they hold. */
function RecordTabs({ record, form, current }: TabsProps) {
  const t = useText()
  const { segments } = useCatalogue()
  const isContact = record.values['record_type'] === 'CONTACT'
  const kindsOf = (tab: RecordTab) => segments.filter(segment => segment.tab === tab)
  const isShown = (tab: RecordTab) => {
    const kinds = kindsOf(tab)
    return !isContact || kinds.length === 0 || kinds.some(segment => !segment.notForContacts)
  }
  const countOf = (tab: RecordTab) => {
    const paths = tab === 'general' ? [] : kindsOf(tab).map(segment => `${segment.kind}/`)
    const has = ([path, value]: [string, unknown]) =>
      value !== null && value !== undefined && paths.some(prefix => path.startsWith(prefix))
    return paths.length === 0 ? {} : { hasCount: true, count: Object.entries(form.values).filter(has).length }
  }
  return (
    <Tabs label={t('record.tabs')}>
      {recordTabs.filter(isShown).map(tab => (
        <Tab
          key={tab}
          to="/users/$userId/$tab"
          params={{ userId: String(record.userId), tab }}
          isCurrent={tab === current}
          {...countOf(tab)}
        >
          {t(`record.tab.${tab}`)}
        </Tab>
      ))}
    </Tabs>
  )
}
