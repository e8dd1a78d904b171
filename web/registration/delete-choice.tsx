import { Text } from '@mantine/core'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { CallOf } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import { useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'

type Props<E extends Endpoint> = {
  endpoint: E
  request: CallOf<E>
  /** The list that it stands in. */
  list: Endpoint
  name: string
  onClose: () => void
}

/** Asks before something of the configuration is deleted; refused, it says what needs it. */
export function DeleteChoice<E extends Endpoint>({ endpoint, request, list, name, onClose }: Props<E>) {
  const t = useText()
  const toast = useToast()
  const send = useSend(endpoint, {
    invalidates: [list],
    onSuccess: () => {
      onClose()
      toast(t('assignment.deleted', { name }))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('assignment.delete.title', { name })}
      confirmLabel={t('elements.delete')}
      isSending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate(request)}
    >
      <Text size="sm">{t('assignment.delete.text')}</Text>
      <InUse error={send.error} />
    </ConfirmDialog>
  )
}

function InUse({ error }: { error: unknown }) {
  const t = useText()
  if (!(error instanceof ProblemError) || error.code !== 'in_use') return null
  const { rules = [], users = 0 } = error.details as { rules?: string[]; users?: number }
  return (
    <ul>
      {rules.map(rule => (
        <li key={rule}>
          <Text size="sm">{t('assignment.inUse.rule', { name: rule })}</Text>
        </li>
      ))}
      {users > 0 && (
        <li>
          <Text size="sm">{t('assignment.inUse.users', { count: users })}</Text>
        </li>
      )}
    </ul>
  )
}
