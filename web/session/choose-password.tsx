import { Button, Stack } from '@mantine/core'
import { choosePassword } from '../../contract/session.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { NewPasswordFields, useSamePassword } from './new-password.tsx'
import type { Entrance } from './use-entrance.ts'

/** A new password for the ticket of a step or of a mailed link. */
export function ChoosePassword({ ticket, entrance }: { ticket: string; entrance: Entrance }) {
  const t = useText()
  const form = useForm(choosePassword, {
    initial: { ticket, password: '', again: '' },
    request: ({ password }) => ({ body: { ticket, password } }),
    onSuccess: entrance.arrive,
  })
  const { isDifferent, onSubmit } = useSamePassword(form)
  return (
    <form {...form.props} onSubmit={onSubmit}>
      <Stack gap="sm">
        <FailureAlert error={form.failure} />
        <NewPasswordFields form={form} isDifferent={isDifferent} hasFocus />
        <Button type="submit" loading={form.isSending}>
          {t('newPassword.submit')}
        </Button>
      </Stack>
    </form>
  )
}
