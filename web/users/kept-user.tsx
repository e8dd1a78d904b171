import { Button, Group, List, Stack, Text } from '@mantine/core'
import type { DeletionCheck } from '../../contract/deletion.ts'
import { sendLetter } from '../../contract/letters.ts'
import { useSend } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { takeFocus } from '../ui/take-focus.ts'
import { useToast } from '../ui/use-toast.ts'
import type { Deletable } from './delete-dialog.tsx'

type Props = { user: Deletable; check: DeletionCheck; onClose: () => void; onWaive: () => void }

/** What keeps the user, each reason with what to do, and the ways on from here (seed 002, Deleting Users). */
export function KeptUser({ user, check, onClose, onWaive }: Props) {
  const t = useText()
  const { money } = useFormats()
  const notify = useNotify(user, onClose)
  return (
    <Stack gap="md">
      <Text size="sm">{t('deletion.kept', { name: user.name })}</Text>
      <List size="sm" spacing={6}>
        {check.reasons.map(reason => (
          <List.Item key={reason}>
            {t(`deletion.reason.${reason}`, { balance: money(check.balance) })}
          </List.Item>
        ))}
      </List>
      <FailureAlert error={notify.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} ref={takeFocus} data-autofocus>
          {t('action.cancel')}
        </Button>
        {check.reasons.includes('balance_due') && (
          <FeeActions user={user} check={check} onClose={onClose} onWaive={onWaive} notify={notify} />
        )}
      </Group>
    </Stack>
  )
}

type FeeProps = Props & { notify: ReturnType<typeof useNotify> }

/** Only fees can be looked at, written about and waived from here. */
function FeeActions({ user, check, onClose, onWaive, notify }: FeeProps) {
  const t = useText()
  const forbidden = useForbidden()
  const params = { userId: String(user.userId), tab: 'fees' } as const
  return (
    <>
      <ButtonLink variant="default" to="/users/$userId/$tab" params={params} onClick={onClose}>
        {t('deletion.view')}
      </ButtonLink>
      <ForbiddenAction reason={forbidden('letters.send')}>
        <Button variant="default" loading={notify.isPending} onClick={notify.start}>
          {t('deletion.notify')}
        </Button>
      </ForbiddenAction>
      <ForbiddenAction reason={check.isOnlyFees ? undefined : t('deletion.waiveOff')}>
        <Button variant="default" onClick={onWaive}>
          {t('deletion.waive')}
        </Button>
      </ForbiddenAction>
    </>
  )
}

/** Puts the User Deletion letter into the outbox. */
function useNotify(user: Deletable, onDone: () => void) {
  const t = useText()
  const toast = useToast()
  const { mutate, isPending, error } = useSend(sendLetter, {
    onSuccess: ({ recipient, willBeSent }) => {
      onDone()
      toast(t(willBeSent ? 'deletion.notified' : 'deletion.notSent', { recipient }))
    },
  })
  const start = () => mutate({ params: { userId: user.userId }, body: { letter: 'user_deletion' } })
  return { start, isPending, error }
}
