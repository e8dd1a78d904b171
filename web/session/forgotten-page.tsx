import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { askPasswordReset } from '../../contract/session.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { ButtonLink } from '../ui/link.tsx'
import { Entrance } from './entrance.tsx'

/** Asks for a link by mail. What it says afterwards is the same for everybody. */
export function ForgottenPage() {
  const t = useText()
  const [isSent, setSent] = useState(false)
  const form = useForm(askPasswordReset, {
    initial: { name: '' },
    request: body => ({ body }),
    onSuccess: () => setSent(true),
  })
  return (
    <Entrance title={t('forgotten.title')} text={t(isSent ? 'forgotten.sent' : 'forgotten.text')}>
      <form {...form.props}>
        <Stack gap="sm">
          {!isSent && (
            <>
              <FailureAlert error={form.failure} />
              <TextInput
                {...form.text('name')}
                label={t('forgotten.name')}
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                autoFocus
                withAsterisk={false}
              />
              <Button type="submit" loading={form.isSending}>
                {t('forgotten.submit')}
              </Button>
            </>
          )}
          {isSent && (
            <Text size="sm" role="status">
              {t('forgotten.wait')}
            </Text>
          )}
          <ButtonLink to="/sign-in" variant="subtle">
            {t('forgotten.back')}
          </ButtonLink>
        </Stack>
      </form>
    </Entrance>
  )
}
