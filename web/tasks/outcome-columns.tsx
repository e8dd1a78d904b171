import {
  IconCircleCheck,
  IconPlayerSkipForward,
  IconShieldCheck,
  IconUserX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { TaskOutcome } from '../../contract/tasks.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { changeIcon } from './kinds.ts'
import { OutcomeChanges } from './outcome-changes.tsx'
import { OutcomeWhy, ReasonList } from './outcome-why.tsx'
import classes from './tasks.module.css'

/** A user of a job, with the kind of the job for the words. */
export type OutcomeRow = TaskOutcome & { kind: string }

const column = columnsOf<OutcomeRow>()

const all = column.columns([
  column.display({
    id: 'subject',
    cell: ({ row }) => <SubjectCell row={row.original} />,
    meta: { label: 'outcomes.column.subject', width: 9, isKept: true },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell row={row.original} />,
    meta: { label: 'outcomes.column.name', width: 10 },
  }),
  column.display({
    id: 'outcome',
    cell: ({ row }) => <OutcomeCell row={row.original} />,
    meta: { label: 'outcomes.column.outcome', width: 7 },
  }),
  column.display({
    id: 'changes',
    cell: ({ row }) => <OutcomeChanges row={row.original} />,
    meta: { label: 'outcomes.column.changes', width: 20 },
  }),
  column.display({
    id: 'why',
    cell: ({ row }) => <OutcomeWhy row={row.original} />,
    meta: { label: 'outcomes.column.why', width: 14 },
  }),
  column.display({
    id: 'result',
    cell: ({ row }) => <ResultCell row={row.original} />,
    meta: { label: 'outcomes.column.result', width: 9 },
  }),
])

const withoutChanges = all.filter(one => one.id !== 'changes')

const kindsWithoutChanges = ['purge', 'restore', 'waive_fees', 'waive_fees_recall']

/** Some jobs change no fields, so they need no column for it. */
export function outcomeColumns(kind: string) {
  return kindsWithoutChanges.includes(kind) ? withoutChanges : all
}

type Cell = { row: OutcomeRow }

function SubjectCell({ row }: Cell) {
  return (
    <div className={classes.cell}>
      <bdi className="carrel-code">{row.subject}</bdi>
    </div>
  )
}

function NameCell({ row }: Cell) {
  const t = useText()
  if (!row.name) return <span aria-hidden>{t('none')}</span>
  if (row.userId === undefined || !hasRecord(row)) return <bdi>{row.name}</bdi>
  return (
    <TextLink
      to="/users/$userId/$tab"
      params={{ userId: String(row.userId), tab: 'general' }}
      size="sm"
      fw={500}
      title={row.name}
    >
      <bdi>{row.name}</bdi>
    </TextLink>
  )
}

/** Somebody who has been removed by now, or is only planned to be created, has no record to go to. */
function hasRecord({ kind, reasons, details, result }: OutcomeRow): boolean {
  const isDone = result === 'done'
  if (kind === 'restore' || reasons.includes('created')) return isDone
  return !(isDone && (kind === 'purge' || details?.['action'] === 'remove'))
}

const outcomeLooks: Readonly<Record<string, { icon: TablerIcon; tone: Tone }>> = {
  keep: { icon: IconShieldCheck, tone: 'quiet' },
  reject: { icon: IconUserX, tone: 'bad' },
}

function OutcomeCell({ row }: Cell) {
  const t = useText()
  const { icon, tone } = outcomeLooks[row.outcome] ?? { icon: changeIcon(row.kind), tone: 'accent' as const }
  const word = t.of(`outcome.${row.outcome}`, row.outcome)
  return (
    <StatusBadge icon={icon} tone={tone}>
      {t.of(`outcome.${row.outcome}.${row.kind}`, word)}
    </StatusBadge>
  )
}

function ResultCell({ row }: Cell) {
  const t = useText()
  if (!row.result) return <span aria-hidden>{t('none')}</span>
  const isDone = row.result === 'done'
  return (
    <div className={classes.cell}>
      <div>
        <StatusBadge
          icon={isDone ? IconCircleCheck : IconPlayerSkipForward}
          tone={isDone ? 'good' : 'warning'}
        >
          {t.of(`result.${row.result}`, row.result)}
        </StatusBadge>
      </div>
      <ReasonList codes={row.resultReasons ?? []} />
    </div>
  )
}
