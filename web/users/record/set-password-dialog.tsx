import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { setPassword } from '../../../contract/session.ts'
import { readUser, type UserRecord } from '../../../contract/users.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { NewPasswordFields, useSamePassword } from '../../session/new-password.tsx'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { useForm } from '../../ui/form.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useToast } from '../../ui/use-toast.ts'

/** Gives somebody a new password, perhaps to be changed at the next sign-in (seed 002, password). */
export function SetPasswordDialog({ record, onClose }: { record: UserRecord; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  useFocusBack(true)
  const form = useForm(setPassword, {
    initial: { password: '', again: '', mustChange: true },
    request: ({ password, mustChange }) => ({
      params: { userId: record.userId },
      body: { password, mustChange },
    }),
    onSuccess: async () => {
      toast(t('setPassword.done'))
      onClose()
      await invalidate(client, [readUser])
    },
  })
  const { isDifferent, onSubmit } = useSamePassword(form)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('setPassword.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form {...form.props} onSubmit={onSubmit}>
        <Stack gap="md">
          <NewPasswordFields form={form} isDifferent={isDifferent} hasFocus />
          <Checkbox {...form.check('mustChange')} label={t('field.force_password_change')} />
          <FailureAlert error={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={form.isSending}>
              {t('setPassword.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
