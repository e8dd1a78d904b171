import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, CSSProperties } from 'react'
import type { TaskReport } from '../../contract/tasks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import type { MessageKey } from '../messages/en.ts'
import { Panel } from '../ui/panel.tsx'
import { hasPlan, reasonsOf, skippedReasonsOf } from './report-counts.ts'
import type { TaskSearch } from './task-search.ts'
import classes from './tasks.module.css'

type Row = { reason: string; count: number; search: TaskSearch }
type Group = { name: 'change' | 'keep' | 'reject' | 'skipped'; rows: Row[] }

/** Reasons with how many users have them; each shows its users below. */
export function Why({ report, current }: { report: TaskReport; current: TaskSearch }) {
  const t = useText()
  const groups = groupsOf(report)
  return (
    <Panel
      title={t('why.title')}
      aside={
        groups.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('why.several')}
          </Text>
        )
      }
    >
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(nothingToTell(report))}
        </Text>
      )}
      <div className={classes.groups}>
        {groups.map(group => (
          <div key={group.name}>
            <Title order={3} size="xs" c="dimmed" mb={2}>
              {t(`why.group.${group.name}`)}
            </Title>
            <ul className={classes.reasons}>
              {group.rows.map(row => (
                <ReasonRow
                  key={row.reason}
                  taskId={String(report.task.taskId)}
                  row={row}
                  share={row.count / mostOf(group)}
                  current={current}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Panel>
  )
}

function nothingToTell({ task }: TaskReport): MessageKey {
  if (!hasPlan(task)) return 'why.noPlan'
  return task.planned.total === 0 ? 'why.nobody' : 'why.none'
}

export function WhyLoading() {
  const t = useText()
  return (
    <Panel title={t('why.title')}>
      <Stack gap={14} aria-hidden>
        <Skeleton height={12} width="80%" />
        <Skeleton height={12} width="65%" />
        <Skeleton height={12} width="72%" />
      </Stack>
    </Panel>
  )
}

type RowProps = { taskId: string; row: Row; share: number; current: TaskSearch }

function ReasonRow({ taskId, row, share, current }: RowProps) {
  const t = useText()
  const { number } = useFormats()
  const { reason, search } = row
  const isCurrent =
    reason === current.reason && search.outcome === current.outcome && search.result === current.result
  return (
    <li>
      <ReasonLink
        to="/tasks/$taskId"
        params={{ taskId }}
        search={search}
        resetScroll={false}
        isCurrent={isCurrent}
      >
        <span>{t.of(`reason.${reason}`, reason)}</span>
        <span className={classes.reasonBar} style={{ '--share': share } as CSSProperties} />
        <span className={classes.reasonCount}>{number(row.count)}</span>
      </ReasonLink>
    </li>
  )
}

type AnchorProps = ComponentPropsWithRef<'a'> & { isCurrent: boolean }

const ReasonLink = createLink(({ isCurrent, ...props }: AnchorProps) => (
  <a {...props} className={classes.reason} aria-current={isCurrent ? 'true' : undefined} />
))

/** Bars compare within a group: beside the unchanged of a large feed nothing else would be seen. */
function mostOf({ rows }: Group): number {
  return Math.max(1, ...rows.map(row => row.count))
}

/** What was skipped comes first: it is the news of a run. */
function groupsOf(report: TaskReport): Group[] {
  const planned = (['reject', 'keep', 'change'] as const).map(outcome => ({
    name: outcome,
    rows: reasonsOf(report, outcome).map(one => ({ ...one, search: { outcome, reason: one.reason } })),
  }))
  const skipped: Group = {
    name: 'skipped',
    rows: skippedReasonsOf(report).map(one => ({
      ...one,
      search: { result: 'skipped' as const, reason: one.reason },
    })),
  }
  return [skipped, ...planned].filter(group => group.rows.length > 0)
}
