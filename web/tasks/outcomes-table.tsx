import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { listOutcomes, type TaskReport } from '../../contract/tasks.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ButtonLink } from '../ui/link.tsx'
import type { RowSource } from '../ui/table/row-source.ts'
import { undoPermissionsOf } from './kinds.ts'
import { type OutcomeRow, outcomeColumns } from './outcome-columns.tsx'
import { totalOf } from './report-counts.ts'
import type { TaskSearch } from './task-search.ts'
import { useUndo } from './use-verbs.ts'

type Props = { report: TaskReport; search: TaskSearch }

/** The users of a job that the address asks for: all, or those of one outcome, reason or result. */
export function OutcomesTable({ report, search }: Props) {
  const { task } = report
  const rows = useRows(listOutcomes, { params: { taskId: task.taskId }, query: search })
  const source = useMemo(
    () => ({ ...rows, rows: rows.rows.map(row => ({ ...row, kind: task.kind })) }),
    [rows, task.kind],
  )
  // A new question starts with nothing selected.
  return <Outcomes key={JSON.stringify(search)} report={report} search={search} source={source} />
}

function Outcomes({ report, search, source }: Props & { source: RowSource<OutcomeRow> }) {
  const t = useText()
  const { task } = report
  const [selected, setSelected] = useState<string[]>([])
  const undo = useUndo(task)
  return (
    <>
      <FailureAlert error={undo.error} />
      <DataTable
        name={`outcomes.${task.kind}`}
        label={t('outcomes.table')}
        columns={outcomeColumns(task.kind)}
        source={source}
        total={totalOf(report, search)}
        rowId={row => String(row.position)}
        rowLabel={row => row.subject}
        {...(task.canUndo ? { selected, onSelect: setSelected } : {})}
        toolbar={
          selected.length > 0 ? (
            <UndoSelected
              kind={task.kind}
              rows={source.rows.filter(row => selected.includes(String(row.position)))}
              undo={undo}
              onClear={() => setSelected([])}
            />
          ) : (
            <Shown taskId={task.taskId} search={search} kind={task.kind} />
          )
        }
        empty={
          <EmptyState icon={IconUsers} title={t('outcomes.empty.title')} text={t('outcomes.empty.text')} />
        }
      />
    </>
  )
}

type UndoProps = {
  kind: string
  rows: readonly OutcomeRow[]
  undo: ReturnType<typeof useUndo>
  onClear: () => void
}

/** Undo for the selected rows; who was skipped has nothing to undo. */
function UndoSelected({ kind, rows, undo, onClear }: UndoProps) {
  const t = useText()
  const forbidden = useForbidden()
  const userIds = rows.flatMap(row => (row.result === 'done' && row.userId ? [row.userId] : []))
  const nobody = userIds.length === 0 ? t('task.undoNotDone') : undefined
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} role="status">
        {t('table.selected', { count: rows.length })}
      </Text>
      <ForbiddenAction reason={forbidden(...undoPermissionsOf(kind)) ?? nobody}>
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={15} aria-hidden />}
          loading={undo.isSending}
          onClick={() => undo.send(userIds)}
        >
          {t(kind === 'purge' ? 'task.restoreSelected' : 'task.undoSelected', { count: userIds.length })}
        </Button>
      </ForbiddenAction>
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {t('table.clearSelection')}
      </Button>
    </Group>
  )
}

/** Which users the table shows, and the way back to all. */
function Shown({ taskId, search, kind }: { taskId: number; search: TaskSearch; kind: string }) {
  const t = useText()
  const { outcome, reason, result } = search
  const tile = outcome ?? result
  const group = tile && t.of(`outcomes.tile.${tile}.${kind}`, t(`outcomes.tile.${tile}`))
  const why = reason && t.of(`reason.${reason}`, reason)
  const what = group && why ? t('outcomes.showing.both', { outcome: group, reason: why }) : (group ?? why)
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {t('outcomes.showing', { what: what ?? t('outcomes.showing.all') })}
      </Text>
      {what && (
        <ButtonLink
          to="/tasks/$taskId"
          params={{ taskId: String(taskId) }}
          search={{}}
          resetScroll={false}
          variant="subtle"
          size="compact-sm"
        >
          {t('outcomes.showAll')}
        </ButtonLink>
      )}
    </Group>
  )
}

/** The table before there is a plan. */
export function OutcomesLoading({ kind }: { kind: string }) {
  const t = useText()
  return (
    <DataTable
      name={`outcomes.${kind}`}
      label={t('outcomes.table')}
      columns={outcomeColumns(kind)}
      source={loading}
      rowId={row => String(row.position)}
      rowLabel={row => row.subject}
      empty={null}
    />
  )
}

const loading: RowSource<OutcomeRow> = {
  rows: [],
  isLoading: true,
  isOutdated: false,
  error: undefined,
  retry: () => {},
  isLoadingMore: false,
}
