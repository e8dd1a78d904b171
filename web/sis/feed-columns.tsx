import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readTask, type Task } from '../../contract/tasks.ts'
import { q } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { hasPlan, reasonsOf } from '../tasks/report-counts.ts'
import { MomentCell } from '../tasks/task-columns.tsx'
import { TaskStatusBadge } from '../tasks/task-status-badge.tsx'
import { TextLink } from '../ui/link.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<Task>()

export const feedColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <FeedCell task={row.original} />,
    meta: { label: 'sis.column.name', width: 18, isKept: true },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <TaskStatusBadge status={row.original.status} />,
    meta: { label: 'sis.column.status', width: 11 },
  }),
  column.display({
    id: 'created',
    cell: ({ row }) => <ReasonCell task={row.original} reason="created" />,
    meta: { label: 'sis.column.created', width: 6, align: 'end' },
  }),
  column.display({
    id: 'updated',
    cell: ({ row }) => <ReasonCell task={row.original} reason="updated" />,
    meta: { label: 'sis.column.updated', width: 6, align: 'end' },
  }),
  column.display({
    id: 'unchanged',
    cell: ({ row }) => <CountCell task={row.original} count={row.original.planned.keep} />,
    meta: { label: 'sis.column.unchanged', width: 7, align: 'end' },
  }),
  column.display({
    id: 'rejected',
    cell: ({ row }) => <CountCell task={row.original} count={row.original.planned.reject} />,
    meta: { label: 'sis.column.rejected', width: 6, align: 'end' },
  }),
  column.display({
    id: 'who',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'sis.column.who', width: 8 },
  }),
  column.display({
    id: 'at',
    cell: ({ row }) => <MomentCell iso={row.original.createdAt} />,
    meta: { label: 'sis.column.at', width: 9 },
  }),
])

type Cell = { task: Task }

/** The file says more here than the name of the job, which repeats the profile. */
function FeedCell({ task }: Cell) {
  const { fileName } = task.parameters
  const name = typeof fileName === 'string' ? fileName : task.name
  return (
    <TextLink
      to="/tasks/$taskId"
      params={{ taskId: String(task.taskId) }}
      search={{}}
      size="sm"
      fw={500}
      title={task.name}
    >
      <bdi>{name}</bdi>
    </TextLink>
  )
}

function CountCell({ task, count }: Cell & { count: number }) {
  const t = useText()
  const { number } = useFormats()
  return hasPlan(task) ? number(count) : t('none')
}

/** Only the report of a job tells new users from updated ones, and what has a plan keeps its report. */
function ReasonCell({ task, reason }: Cell & { reason: string }) {
  const { data } = useQuery({
    ...q(readTask, { params: { taskId: task.taskId } }),
    enabled: hasPlan(task),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (hasPlan(task) && !data) return <Skeleton height={10} />
  const found = data && reasonsOf(data, 'change').find(one => one.reason === reason)
  return <CountCell task={task} count={found?.count ?? 0} />
}
