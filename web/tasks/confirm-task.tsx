import type { Task, TaskReport } from '../../contract/tasks.ts'
import { type Text, useText } from '../i18n/use-text.ts'
import { defaultRestoreDays } from '../purge/defaults.ts'
import { ConfirmCount } from '../ui/confirm-count.tsx'
import { knownKind } from './kinds.ts'
import type { Verbs } from './use-verbs.ts'

type Props = { report: TaskReport; isOpen: boolean; onClose: () => void; confirm: Verbs['confirm'] }

/** Says what the run will do and wants the number of users typed. */
export function ConfirmTask({ report: { task }, isOpen, onClose, confirm }: Props) {
  const t = useText()
  const kind = knownKind(task.kind) ?? 'update_users'
  const count = task.planned.change
  return (
    <ConfirmCount
      isOpen={isOpen}
      onClose={onClose}
      title={t(`task.confirm.${kind}.title`, { count })}
      count={count}
      confirmLabel={t(`task.confirm.submit.${kind}`)}
      onConfirm={confirm.send}
      isSending={confirm.isSending}
      isDangerous={kind === 'purge'}
      error={confirm.error}
    >
      {consequence(t, task)}
    </ConfirmCount>
  )
}

function consequence(t: Text, task: Task): string {
  if (task.kind === 'restore') return t('task.confirm.restore.text')
  if (task.kind !== 'purge') return t('task.confirm.text')
  const days = restoreDaysOf(task)
  return days === 0 ? t('task.confirm.purge.forever') : t('task.confirm.purge.text', { days })
}

function restoreDaysOf({ parameters }: Task): number {
  const criteria = parameters['criteria']
  const days =
    typeof criteria === 'object' && criteria !== null && 'restoreDays' in criteria
      ? criteria.restoreDays
      : undefined
  return typeof days === 'number' ? days : defaultRestoreDays
}
