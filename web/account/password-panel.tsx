import { Button, PasswordInput, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Account, changeOwnPassword, listOwnSessions, readAccount } from '../../contract/account.ts'
import { invalidate } from '../api/query.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { NewPasswordFields, useSamePassword } from '../session/new-password.tsx'
import { sessionQuery } from '../session/session.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { Panel } from '../ui/panel.tsx'
import { useToast } from '../ui/use-toast.ts'
import classes from './account.module.css'

/** Changes the password; who signs in elsewhere has none here. */
export function PasswordPanel({ account }: { account: Account }) {
  const t = useText()
  const { moment } = useFormats()
  const { passwordChangedAt: at, hasPassword } = account
  return (
    <Panel title={t('ownAccount.password')}>
      <Text size="sm" c="dimmed" mb="sm">
        {hasPassword && at && t('ownAccount.changedAt', { at: moment(at) })}
        {!hasPassword && t('ownAccount.noPassword')}
      </Text>
      {hasPassword && <PasswordForm />}
    </Panel>
  )
}

function PasswordForm() {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const form = useForm(changeOwnPassword, {
    initial: { current: '', password: '', again: '' },
    request: ({ current, password }) => ({ body: { current, password } }),
    onSuccess: async session => {
      client.setQueryData(sessionQuery.queryKey, session)
      form.reset()
      toast(t('ownAccount.passwordChanged'))
      await invalidate(client, [readAccount, listOwnSessions])
    },
  })
  const { isDifferent, onSubmit } = useSamePassword(form)
  return (
    <form {...form.props} onSubmit={onSubmit} className={classes.fields}>
      <FailureAlert error={form.failure} />
      <PasswordInput
        {...form.text('current')}
        label={t('ownAccount.current')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <NewPasswordFields form={form} isDifferent={isDifferent} />
      <Button type="submit" loading={form.isSending}>
        {t('ownAccount.changePassword')}
      </Button>
    </form>
  )
}
