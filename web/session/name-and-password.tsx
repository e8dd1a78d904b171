import { Button, PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'

type Props = {
  label: string
  /** `form.text(…)` of each. */
  name: TextInputProps
  password: PasswordInputProps
  isSending: boolean
}

/** What people type to get in, as their browsers and password managers know it, and the button. */
export function NameAndPassword({ label, name, password, isSending }: Props) {
  const t = useText()
  return (
    <>
      <TextInput
        {...name}
        label={label}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        withAsterisk={false}
      />
      <PasswordInput
        {...password}
        label={t('signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        withAsterisk={false}
      />
      <Button type="submit" loading={isSending} mt="xs">
        {t('signIn.submit')}
      </Button>
    </>
  )
}
