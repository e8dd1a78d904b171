import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { setPassword } from '../../../contract/session.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { useForm } from '../../ui/form.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useToast } from '../../ui/use-toast.ts'

/** Gives somebody a new password, typed twice because it cannot be seen (seed 002, password). */
export function SetPasswordDialog({ record, onClose }: { record: UserRecord; onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  useFocusBack(true)
  const [isDifferent, setDifferent] = useState(false)
  const form = useForm(setPassword, {
    initial: { password: '', again: '' },
    request: ({ password }) => ({ params: { userId: record.userId }, body: { password } }),
    onSuccess: () => {
      toast(t('setPassword.done'))
      onClose()
    },
  })
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    const differs = form.values.password !== form.values.again
    setDifferent(differs)
    if (!differs) void form.submit()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('setPassword.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form {...form.props} onSubmit={submit}>
        <Stack gap="md">
          <PasswordInput
            {...form.text('password')}
            label={t('setPassword.password')}
            autoComplete="new-password"
            required
            data-autofocus
          />
          <PasswordInput
            {...form.text('again')}
            label={t('setPassword.again')}
            autoComplete="new-password"
            error={isDifferent ? t('setPassword.different') : undefined}
            required
          />
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
