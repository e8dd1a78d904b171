import { Progress, Text } from '@mantine/core'
import type { Task } from '../../contract/tasks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { TaskStatusBadge } from './task-status-badge.tsx'
import classes from './tasks.module.css'

const column = columnsOf<Task>()

export const taskColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <TaskNameCell task={row.original} />,
    meta: { label: 'tasks.column.name', width: 16, isKept: true },
  }),
  column.display({
    id: 'kind',
    cell: ({ row }) => <KindCell task={row.original} />,
    meta: { label: 'tasks.column.kind', width: 8.5 },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <TaskStatusBadge status={row.original.status} />,
    meta: { label: 'tasks.column.status', width: 11 },
  }),
  column.display({
    id: 'progress',
    cell: ({ row }) => <ProgressCell task={row.original} />,
    meta: { label: 'tasks.column.progress', width: 9 },
  }),
  column.display({
    id: 'change',
    cell: ({ row }) => <CountCell task={row.original} of="change" />,
    meta: { label: 'tasks.column.change', width: 5, align: 'end' },
  }),
  column.display({
    id: 'keep',
    cell: ({ row }) => <CountCell task={row.original} of="keep" />,
    meta: { label: 'tasks.column.keep', width: 5, align: 'end' },
  }),
  column.display({
    id: 'reject',
    cell: ({ row }) => <CountCell task={row.original} of="reject" />,
    meta: { label: 'tasks.column.reject', width: 5, align: 'end' },
  }),
  column.display({
    id: 'createdBy',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'tasks.column.createdBy', width: 7.5 },
  }),
  column.display({
    id: 'createdAt',
    cell: ({ row }) => <MomentCell iso={row.original.createdAt} />,
    meta: { label: 'tasks.column.createdAt', width: 8.5 },
  }),
])

type Cell = { task: Task }

/** Name of a job, leading to it. */
export function TaskNameCell({ task }: Cell) {
  return (
    <TextLink
      to="/tasks/$taskId"
      params={{ taskId: String(task.taskId) }}
      size="sm"
      fw={500}
      title={task.name}
    >
      <bdi>{task.name}</bdi>
    </TextLink>
  )
}

/** A moment, or a dash where there is none yet. */
export function MomentCell({ iso }: { iso: string | undefined }) {
  const t = useText()
  const { moment } = useFormats()
  return iso ? <bdi>{moment(iso)}</bdi> : t('none')
}

function KindCell({ task }: Cell) {
  return useText().of(`tasks.kind.${task.kind}`, task.kind)
}

function CountCell({ task, of }: Cell & { of: 'change' | 'keep' | 'reject' }) {
  const t = useText()
  const { number } = useFormats()
  return task.status === 'planning' ? t('none') : number(task.planned[of])
}

/** Only a run has progress; a plan that waits has none to show. */
function ProgressCell({ task }: Cell) {
  const t = useText()
  const worked = task.done + task.skipped
  if (!task.startedAt) return t('none')
  return (
    <div className={classes.progress}>
      <Progress
        value={task.planned.change === 0 ? 100 : (worked / task.planned.change) * 100}
        size="xs"
        aria-label={t('tasks.progressOf', { name: task.name })}
      />
      <Text span size="xs" c="dimmed">
        {t('tasks.progress', { done: worked, total: task.planned.change })}
      </Text>
    </div>
  )
}
