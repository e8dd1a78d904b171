import type { TaskReport } from '../../contract/tasks.ts'
import type { Text } from '../i18n/use-text.ts'
import { knownKind, type TaskKind } from './kinds.ts'

/** What the head of a job's page says. `bar`: share of the run that is done, 0 to 1, or that nobody knows. */
export type Face = {
  tone: 'accent' | 'good' | 'quiet' | 'bad'
  title: string
  text: string
  bar?: number | 'unknown'
}

/** Where a job stands and what that means, in words; `moment` writes a moment. */
export function faceOf(t: Text, { task }: TaskReport, moment: (iso: string) => string): Face {
  const kind: TaskKind = knownKind(task.kind) ?? 'update_users'
  const progress = { done: task.done + task.skipped, total: task.planned.change }
  const share = progress.total === 0 ? 1 : progress.done / progress.total
  switch (task.status) {
    case 'planning':
      return {
        tone: 'accent',
        title: t('stage.planning.title'),
        text: t('stage.planning.text'),
        bar: 'unknown',
      }
    case 'planned':
      return {
        tone: 'accent',
        title: t(`stage.planned.${kind}`, { count: progress.total }),
        text: t(progress.total === 0 ? 'stage.planned.nobody' : 'stage.planned.text'),
      }
    case 'applying':
      return {
        tone: 'accent',
        title: t('stage.applying.title', progress),
        text: t(task.isStopRequested ? 'stage.applying.stopping' : 'stage.applying.text'),
        bar: share,
      }
    case 'stopped':
      return {
        tone: 'accent',
        title: t('stage.stopped.title', progress),
        text: t('stage.stopped.text'),
        bar: share,
      }
    case 'completed':
      return {
        tone: 'good',
        title: t(`stage.completed.${kind}`, { count: task.done }),
        text: t('stage.completed.text', {
          skipped: task.skipped,
          at: task.endedAt ? moment(task.endedAt) : t('none'),
        }),
      }
    case 'failed':
      return { tone: 'bad', title: t('stage.failed.title'), text: failureText(t, { task, progress }) }
    default:
      return { tone: 'quiet', title: t('stage.cancelled.title'), text: t('stage.cancelled.text') }
  }
}

type Failed = Pick<TaskReport, 'task'> & { progress: { done: number; total: number } }

/** What happened, how far the job had got, and what to do. */
function failureText(t: Text, { task, progress }: Failed): string {
  const { code = 'internal', message = '' } = task.error ?? {}
  const what = t.of(`problem.${code}`, t('stage.failed.reference', { message }))
  const hadBegun = task.startedAt !== undefined
  return `${what} ${hadBegun ? t('stage.failed.applying', progress) : t('stage.failed.planning')}`
}
