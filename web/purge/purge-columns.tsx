import type { Task } from '../../contract/tasks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { MomentCell, TaskNameCell } from '../tasks/task-columns.tsx'
import { TaskStatusBadge } from '../tasks/task-status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<Task>()

/** The columns that the purge page of Alma has (features Q1). */
export const purgeColumns = column.columns([
  column.display({
    id: 'id',
    cell: ({ row }) => row.original.taskId,
    meta: { label: 'purge.column.id', width: 5, align: 'end' },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <TaskNameCell task={row.original} />,
    meta: { label: 'purge.column.name', width: 17, isKept: true },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <TaskStatusBadge status={row.original.status} />,
    meta: { label: 'purge.column.status', width: 11 },
  }),
  column.display({
    id: 'who',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'purge.column.who', width: 8 },
  }),
  column.display({
    id: 'started',
    cell: ({ row }) => <MomentCell iso={row.original.startedAt} />,
    meta: { label: 'purge.column.started', width: 9 },
  }),
  column.display({
    id: 'ended',
    cell: ({ row }) => <MomentCell iso={row.original.endedAt} />,
    meta: { label: 'purge.column.ended', width: 9 },
  }),
  column.display({
    id: 'finished',
    cell: ({ row }) => <CountCell task={row.original} count={row.original.done} />,
    meta: { label: 'purge.column.finished', width: 8, align: 'end' },
  }),
  column.display({
    id: 'failed',
    cell: ({ row }) => <CountCell task={row.original} count={keptOf(row.original)} />,
    meta: { label: 'purge.column.failed', width: 8, align: 'end' },
  }),
])

/** Kept by the plan, and those whom the run found with a reason by then. */
function keptOf({ planned, skipped }: Task): number {
  return planned.keep + planned.reject + skipped
}

function CountCell({ task, count }: { task: Task; count: number }) {
  const t = useText()
  const { number } = useFormats()
  return task.startedAt ? number(count) : t('none')
}
