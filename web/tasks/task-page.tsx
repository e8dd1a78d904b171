import { Alert, Button, Center, Group, Menu, Skeleton } from '@mantine/core'
import { IconChevronDown, IconDownload, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { downloadOutcomes, type Task, type TaskReport } from '../../contract/tasks.ts'
import { downloadUrl } from '../api/client.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { OutcomeTiles, TilesLoading } from './outcome-tiles.tsx'
import { OutcomesLoading, OutcomesTable } from './outcomes-table.tsx'
import { Stage } from './stage.tsx'
import { taskQuery } from './task-query.ts'
import { TaskSettings } from './task-settings.tsx'
import { TaskStatusBadge } from './task-status-badge.tsx'
import classes from './tasks.module.css'
import { Why, WhyLoading } from './why.tsx'

const route = getRouteApi('/shell/tasks/$taskId')

/** One job, whatever its kind: what was asked, what the plan says and why, how the run goes, and the way back. */
export function TaskPage() {
  const t = useText()
  const taskId = Number(route.useParams().taskId)
  const { data: report, error, refetch } = useQuery(taskQuery(taskId))
  if (!report) {
    return (
      <Page>
        <PageHeader
          title={t(error ? 'error.page' : 'task.loading')}
          subtitle={error ? undefined : <Skeleton height={14} mt={6} />}
        />
        {error ? (
          <Center mih="30vh">
            <ErrorState error={error} onRetry={() => void refetch()} />
          </Center>
        ) : (
          <Skeleton height={96} />
        )}
      </Page>
    )
  }
  return (
    <Page>
      <PageHeader
        title={report.task.name}
        subtitle={<About task={report.task} />}
        actions={<Download task={report.task} />}
      />
      {error && (
        <Alert color="yellow" variant="outline" icon={<IconPlugConnectedX size={18} aria-hidden />}>
          {t('task.lost')}
        </Alert>
      )}
      <Stage report={report} />
      <Report report={report} />
    </Page>
  )
}

function Report({ report }: { report: TaskReport }) {
  const search = route.useSearch()
  const isPlanned = report.task.status !== 'planning'
  return (
    <>
      {isPlanned ? <OutcomeTiles report={report} current={search} /> : <TilesLoading />}
      <div className={classes.columns}>
        {isPlanned ? <Why report={report} current={search} /> : <WhyLoading />}
        <TaskSettings task={report.task} />
      </div>
      {isPlanned ? (
        <OutcomesTable report={report} search={search} />
      ) : (
        <OutcomesLoading kind={report.task.kind} />
      )}
    </>
  )
}

function About({ task }: { task: Task }) {
  const t = useText()
  const { moment } = useFormats()
  const { taskId, kind, createdBy, createdAt, confirmedBy, undoesTaskId, undoneByTaskId } = task
  return (
    <Group gap="0.25rem 0.75rem" mt={2}>
      <TaskStatusBadge status={task.status} />
      <span>
        {t('task.about', {
          kind: t.of(`tasks.kind.${kind}`, kind),
          id: taskId,
          by: createdBy,
          at: moment(createdAt),
        })}
      </span>
      {confirmedBy && <span>{t('task.confirmedBy', { by: confirmedBy })}</span>}
      {undoesTaskId && <OtherTask taskId={undoesTaskId} text={t('task.undoes', { id: undoesTaskId })} />}
      {undoneByTaskId && (
        <OtherTask taskId={undoneByTaskId} text={t('task.undoneBy', { id: undoneByTaskId })} />
      )}
    </Group>
  )
}

function OtherTask({ taskId, text }: { taskId: number; text: string }) {
  return (
    <TextLink to="/tasks/$taskId" params={{ taskId: String(taskId) }} search={{}} size="sm">
      {text}
    </TextLink>
  )
}

function Download({ task }: { task: Task }) {
  const t = useText()
  const href = (format: 'csv' | 'xlsx') =>
    downloadUrl(downloadOutcomes, { params: { taskId: task.taskId }, query: { format } })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          disabled={task.status === 'planning'}
        >
          {t('task.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('xlsx')} download>
          {t('task.download.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={href('csv')} download>
          {t('task.download.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
