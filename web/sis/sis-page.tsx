import { Center, Skeleton, Title } from '@mantine/core'
import { IconFileImport, IconSchool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { listSisProfiles, type SisProfile } from '../../contract/sis.ts'
import { listTasks } from '../../contract/tasks.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { isMoving } from '../tasks/task-query.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { SettingsList } from '../ui/settings-list.tsx'
import { feedColumns } from './feed-columns.tsx'
import { ProfileSettings } from './profile-settings.tsx'
import classes from './sis.module.css'
import { UploadFeed } from './upload-feed.tsx'

/** So many runs are shown at first; each costs a request for its counts. */
const recentRuns = 10

function NoFeeds() {
  const t = useText()
  return <EmptyState icon={IconFileImport} title={t('sis.empty.title')} text={t('sis.empty.text')} />
}

/** Loading people from the student information system (features R). */
export function SisPage() {
  const t = useText()
  const runs = useRows(listTasks, { query: { kind: 'sis', limit: recentRuns } }, isMoving)
  return (
    <Page>
      <PageHeader title={t('sis.title')} subtitle={t('sis.subtitle')} />
      <Profiles />
      <Title order={2}>{t('sis.runs')}</Title>
      <DataTable
        name="feeds"
        label={t('sis.runs')}
        columns={feedColumns}
        source={runs}
        rowId={task => String(task.taskId)}
        rowLabel={task => task.name}
        empty={<NoFeeds />}
      />
    </Page>
  )
}

function Profiles() {
  const t = useText()
  const { data, error, refetch } = useQuery(q(listSisProfiles, {}))
  if (error)
    return (
      <Center mih={300}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Center>
    )
  if (!data) return <Skeleton height={300} />
  if (data.items.length === 0)
    return (
      <Center mih={200}>
        <EmptyState icon={IconSchool} title={t('sis.noProfiles.title')} text={t('sis.noProfiles.text')} />
      </Center>
    )
  return (
    <div className={classes.columns}>
      <UploadFeed profiles={data.items} />
      {data.items.map(profile => (
        <ProfileCard key={profile.code} profile={profile} />
      ))}
    </div>
  )
}

function ProfileCard({ profile }: { profile: SisProfile }) {
  return (
    <Panel title={profile.name} aside={<bdi className="carrel-code">{profile.code}</bdi>}>
      <SettingsList>
        <ProfileSettings profile={profile} />
      </SettingsList>
    </Panel>
  )
}
