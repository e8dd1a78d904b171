import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { planRoles } from '../../contract/assignment.ts'
import type { Filter } from '../../contract/filter.ts'
import { listTasks } from '../../contract/tasks.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

type Props = { population: Filter; onClose: () => void }

/** Plans the roles that the rules would give these users by now (features M3); nobody changes until it is confirmed. */
export function RecalculateDialog({ population, onClose }: Props) {
  const t = useText()
  const navigate = useNavigate()
  const send = useSend(planRoles, {
    invalidates: [listTasks],
    onSuccess: ({ task }) =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} }),
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('assignment.recalculate.title')}
      confirmLabel={t('assignment.apply.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ body: { population, name: t('assignment.recalculate.job') } })}
    >
      <Text size="sm">{t('assignment.recalculate.text')}</Text>
    </ConfirmDialog>
  )
}
