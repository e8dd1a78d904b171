import { Skeleton } from '@mantine/core'
import { IconCoins, IconEyeOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { q } from '../../api/query.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { isPatron } from '../../fees/is-patron.ts'
import { useText } from '../../i18n/use-text.ts'
import { LettersPanel } from '../../letters/letters-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
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
import { RolesTab } from './roles-tab.tsx'
import { SaveBar } from './save-bar.tsx'
import { SegmentsTab } from './segments-tab.tsx'
import { type RecordTab, recordTabs } from './tabs.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'
import { type RecordForm, useRecordForm } from './use-record-form.ts'

const FeesTab = lazy(async () => ({ default: (await import('../../fees/fees-tab.tsx')).FeesTab }))
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
        {tab === 'fees' && <Fees record={record} />}
        {tab === 'history' && <HistoryTab userId={record.userId} />}
        {tab === 'attachments' && (
          <>
            <AttachmentsTab record={record} form={form} />
            <LettersPanel userId={record.userId} />
          </>
        )}
        {tab === 'roles' && <RolesTab record={record} form={form} />}
        {!ownTabs.has(tab) && <Segments record={record} form={form} tab={tab} />}
      </div>
      <SaveBar form={form} userId={record.userId} />
      <ConflictDialog form={form} />
      <UnsavedGuard isDirty={form.isDirty} />
      <PopUpNotes record={record} />
    </div>
  )
}

/** Somebody's address can name a tab that is not there for others, or any more. */
function Segments(props: { record: UserRecord; form: RecordForm; tab: RecordTab }) {
  const t = useText()
  const { segments } = useCatalogue()
  if (segments.some(segment => segment.tab === props.tab)) return <SegmentsTab {...props} />
  return <EmptyState icon={IconEyeOff} title={t('record.noTab')} />
}

function Fees({ record }: { record: UserRecord }) {
  const t = useText()
  if (!isPatron(record)) return <EmptyState icon={IconCoins} title={t('fees.noPatron')} />
  return (
    <Suspense fallback={<Skeleton height={84} radius="md" />}>
      <FeesTab userId={record.userId} />
    </Suspense>
  )
}

/** Tabs that show more than the elements of their kinds. */
const ownTabs: ReadonlySet<RecordTab> = new Set(['general', 'fees', 'roles', 'history', 'attachments'])

type TabsProps = { record: UserRecord; form: RecordForm; current: RecordTab }

/** Tabs whose kinds of elements contacts do not have are left out for them; the others count what they hold. */
function RecordTabs({ record, form, current }: TabsProps) {
  const t = useText()
  const { segments } = useCatalogue()
  const isContact = record.values['record_type'] === 'CONTACT'
  const kindsOf = (tab: RecordTab) => segments.filter(segment => segment.tab === tab)
  const isShown = (tab: RecordTab) => {
    const kinds = kindsOf(tab)
    if (tab === 'fees') return isPatron(record)
    if (kinds.length === 0 && !ownTabs.has(tab)) return false
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
