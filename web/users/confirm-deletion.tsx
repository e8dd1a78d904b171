import { Button, Group, Stack, Text } from '@mantine/core'
import { deleteUser } from '../../contract/deletion.ts'
import { listPurgedUsers } from '../../contract/purge.ts'
import { countUsers, facetUsers, listUsers } from '../../contract/users.ts'
import { failureCode } from '../api/problem-error.ts'
import { useSend } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { TextLink } from '../ui/link.tsx'
import { takeFocus } from '../ui/take-focus.ts'
import { useToast } from '../ui/use-toast.ts'
import type { Deletable } from './delete-dialog.tsx'

type Props = {
  user: Deletable
  restoreDays: number
  /** The balance that is given up with the user; undefined: nothing is waived. */
  waived: string | undefined
  onClose: () => void
  onDeleted: (() => void) | undefined
  /** Something has come up that keeps the user after all. */
  onRefused: () => void
}

/** The question itself, with the waiving of fees or without. */
export function ConfirmDeletion(props: Props) {
  const { user, restoreDays, waived, onClose } = props
  const t = useText()
  const { money } = useFormats()
  const send = useDelete(props)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (!send.isPending) send.start()
      }}
    >
      <Stack gap="md">
        {waived !== undefined && <Text size="sm">{t('deletion.waiveText', { balance: money(waived) })}</Text>}
        <Text size="sm">{t('deletion.text', { days: restoreDays })}</Text>
        {user.recordType === 'CONTACT' && (
          <Text size="sm" fw={600}>
            {t('deletion.contact')}
          </Text>
        )}
        <FailureAlert error={send.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} ref={takeFocus} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color="red.8" loading={send.isPending}>
            {t(waived === undefined ? 'deletion.confirm' : 'deletion.waiveConfirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Deletes, says until when that can be taken back and where, and lets the page go on. */
function useDelete({ user, waived, onClose, onDeleted, onRefused }: Props) {
  const t = useText()
  const toast = useToast()
  const forbidden = useForbidden()
  const link = !forbidden('purge.restore') && (
    <TextLink to="/purge/users" search={{}} size="sm">
      {t('deletion.restore')}
    </TextLink>
  )
  const { mutate, isPending, error } = useSend(deleteUser, {
    invalidates: [listUsers, countUsers, facetUsers, listPurgedUsers],
    onSuccess: ({ restorableUntil }) => {
      onClose()
      onDeleted?.()
      const done = t('deletion.done', { name: user.name, date: restorableUntil })
      toast(
        <>
          {done} {link}
        </>,
        { stays: true },
      )
    },
  })
  const start = () =>
    mutate(
      { params: { userId: user.userId }, query: waived === undefined ? {} : { waiveFees: true } },
      {
        onError: refusal => {
          if (failureCode(refusal) === 'user_kept') onRefused()
        },
      },
    )
  return { start, isPending, error }
}
