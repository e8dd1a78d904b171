import { Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { planRoles, type RoleProfile } from '../../contract/assignment.ts'
import { listTasks } from '../../contract/tasks.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

type Props = { profile: RoleProfile; onClose: () => void }

/** Plans what a profile means for those who have roles by it; nobody changes until the plan is confirmed. */
export function ApplyProfile({ profile, onClose }: Props) {
  const t = useText()
  const navigate = useNavigate()
  const send = useSend(planRoles, {
    invalidates: [listTasks],
    onSuccess: ({ task }) =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} }),
  })
  const name = t('assignment.apply.job', { name: profile.name })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('assignment.apply.title', { name: profile.name })}
      confirmLabel={t('assignment.apply.confirm')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ body: { profile: profile.code, name: name.slice(0, 255) } })}
    >
      <Text size="sm">{t('assignment.apply.text')}</Text>
    </ConfirmDialog>
  )
}
