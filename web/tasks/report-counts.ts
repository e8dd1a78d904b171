import type { OutcomeCount, Task, TaskReport } from '../../contract/tasks.ts'
import type { TaskSearch } from './task-search.ts'

/** Reasons of one outcome with how many users have them, most frequent first. */
export function reasonsOf(report: TaskReport, outcome: string): { reason: string; count: number }[] {
  return named(report.reasons.filter(one => one.outcome === outcome))
}

/** Why users were skipped during the run. */
export function skippedReasonsOf(report: TaskReport): { reason: string; count: number }[] {
  return named(report.results.filter(one => one.outcome === 'skipped'))
}

/** Exact number of users that the address asks for; undefined where the report does not tell. */
export function totalOf(report: TaskReport, { outcome, reason, result }: TaskSearch): number | undefined {
  const { planned, done, skipped } = report.task
  if (!hasPlan(report.task)) return undefined
  if (result && reason) return skippedReasonsOf(report).find(one => one.reason === reason)?.count
  if (result) return result === 'done' ? done : skipped
  if (outcome && reason) return reasonsOf(report, outcome).find(one => one.reason === reason)?.count
  if (reason) return undefined
  return outcome ? planned[outcome] : planned.total
}

/** Whether the counts of the plan are known: not while it is made, and not if making it failed. */
export function hasPlan({ status, startedAt }: Pick<Task, 'status' | 'startedAt'>): boolean {
  return status !== 'planning' && !(status === 'failed' && startedAt === undefined)
}

function named(counts: OutcomeCount[]): { reason: string; count: number }[] {
  return counts
    .flatMap(({ reason, count }) => (reason === undefined ? [] : [{ reason, count }]))
    .sort((one, other) => other.count - one.count)
}
