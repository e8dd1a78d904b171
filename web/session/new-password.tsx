import { PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useText } from '../i18n/use-text.ts'
import type { Form } from '../ui/form.ts'

const order = ['label', 'input', 'description', 'error'] as const

type Twice = { password: string; again: string }

/** Sends the form only if both passwords are the same: they cannot be seen. */
export function useSamePassword(form: Pick<Form<Twice>, 'values' | 'submit'>) {
  const [isDifferent, setDifferent] = useState(false)
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const differs = form.values.password !== form.values.again
    setDifferent(differs)
    if (!differs) void form.submit()
  }
  return { isDifferent, onSubmit }
}

type Props = {
  form: { text: (name: keyof Twice) => object }
  isDifferent: boolean
  hasFocus?: boolean
  isOptional?: boolean
}

/** A new password, typed twice (seed 002, password and verify password). */
export function NewPasswordFields({ form, isDifferent, hasFocus, isOptional }: Props) {
  const t = useText()
  const common = {
    autoComplete: 'new-password',
    required: !isOptional,
    // Below, so that two fields in a row stand in line.
    inputWrapperOrder: [...order],
    visibilityToggleButtonProps: { 'aria-label': t('signIn.showPassword') },
  }
  return (
    <>
      <PasswordInput
        {...form.text('password')}
        {...common}
        label={t('newPassword.password')}
        description={t('newPassword.help')}
        data-autofocus={hasFocus || undefined}
        autoFocus={hasFocus ?? false}
      />
      <PasswordInput
        {...form.text('again')}
        {...common}
        label={t('newPassword.again')}
        error={isDifferent ? t('newPassword.different') : undefined}
      />
    </>
  )
}
