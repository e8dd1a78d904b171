import { Menu, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Permission } from '../../../contract/permissions.ts'
import { beginSimulation, removeFactor, sendPasswordReset } from '../../../contract/session.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useSend } from '../../api/query.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useQueuedToast } from '../../letters/use-queued-toast.ts'
import { sessionQuery, useForbidden } from '../../session/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { SetPasswordDialog } from './set-password-dialog.tsx'

export const accessDialogs = ['password', 'reset', 'factor', 'simulate'] as const
export type AccessDialogName = (typeof accessDialogs)[number]

type ItemsProps = {
  record: UserRecord
  protection: string | undefined
  onChoose: (dialog: AccessDialogName) => void
}

const permissions: Record<AccessDialogName, Permission> = {
  password: 'users.set_password',
  reset: 'users.set_password',
  factor: 'users.set_password',
  simulate: 'session.simulate',
}

/** What can be done about how a person gets in (features B6, N5); what the institution does not have is not there. */
export function AccessItems({ record, protection, onChoose }: ItemsProps) {
  const t = useText()
  const forbidden = useForbidden()
  const { fields } = useCatalogue()
  const has = (name: string) => fields.some(field => field.name === name)
  const isThere = {
    password: true,
    reset: true,
    factor: has('mfa_enabled'),
    simulate: has('allow_simulated_login'),
  }
  const consent = record.values['allow_simulated_login'] === true ? undefined : t('simulate.noConsent')
  return accessDialogs
    .filter(name => isThere[name])
    .map(name => (
      <ForbiddenAction
        key={name}
        reason={protection ?? forbidden(permissions[name]) ?? (name === 'simulate' ? consent : undefined)}
      >
        <Menu.Item onClick={() => onChoose(name)}>{t(`access.${name}`)}</Menu.Item>
      </ForbiddenAction>
    ))
}

type DialogProps = { record: UserRecord; onClose: () => void }

const dialogs = {
  password: SetPasswordDialog,
  reset: SendResetDialog,
  factor: RemoveFactorDialog,
  simulate: SimulateDialog,
}

export function AccessDialog({ dialog, ...props }: DialogProps & { dialog: AccessDialogName }) {
  const Dialog = dialogs[dialog]
  return <Dialog {...props} />
}

function SendResetDialog({ record, onClose }: DialogProps) {
  const t = useText()
  const toast = useQueuedToast()
  const send = useSend(sendPasswordReset, {
    onSuccess: queued => {
      toast(queued)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.resetTitle')}
      confirmLabel={t('access.resetConfirm')}
      onConfirm={() => send.mutate({ params: { userId: record.userId } })}
      isSending={send.isPending}
      error={send.error}
    >
      <Text size="sm">{t('access.resetText', { name: record.name })}</Text>
    </ConfirmDialog>
  )
}

function RemoveFactorDialog({ record, onClose }: DialogProps) {
  const t = useText()
  const toast = useToast()
  const remove = useSend(removeFactor, {
    onSuccess: () => {
      toast(t('access.factorDone'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.factorTitle')}
      confirmLabel={t('access.factorConfirm')}
      onConfirm={() => remove.mutate({ params: { userId: record.userId } })}
      isSending={remove.isPending}
      error={remove.error}
      isDangerous
    >
      <Text size="sm">{t('access.factorText', { name: record.name })}</Text>
    </ConfirmDialog>
  )
}

function SimulateDialog({ record, onClose }: DialogProps) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const begin = useSend(beginSimulation, {
    onSuccess: async session => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      await navigate({ to: '/users' })
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('simulate.confirm')}
      confirmLabel={t('simulate.confirm')}
      onConfirm={() => begin.mutate({ body: { userId: record.userId } })}
      isSending={begin.isPending}
      error={begin.error}
    >
      <Text size="sm">{t('simulate.text', { name: record.name })}</Text>
    </ConfirmDialog>
  )
}
