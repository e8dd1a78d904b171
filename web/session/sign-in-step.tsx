import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { answerSecondFactor, appeal, type NextStep } from '../../contract/session.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { ChoosePassword } from './choose-password.tsx'
import { Entrance } from './entrance.tsx'
import type { Entrance as Way } from './use-entrance.ts'

const SetUpFactorStep = lazy(async () => ({
  default: (await import('./set-up-factor-step.tsx')).SetUpFactorStep,
}))

type Props = { step: NextStep; entrance: Way }

/** What still stands between the password and the session. Keyed by its ticket: every step begins anew. */
export function SignInStep({ step: { next, ticket }, entrance }: Props) {
  const t = useText()
  const part = { ticket, entrance }
  return (
    <Entrance key={ticket} title={t(`signInStep.${next}`)} text={t(`signInStep.${next}Text`)}>
      {next === 'change_password' && <ChoosePassword {...part} />}
      {next === 'second_factor' && <SecondFactor {...part} />}
      {next === 'set_up_second_factor' && (
        <Suspense>
          <SetUpFactorStep {...part} />
        </Suspense>
      )}
      {next === 'address_refused' && <Appeal {...part} />}
    </Entrance>
  )
}

type Part = { ticket: string; entrance: Way }

function SecondFactor({ ticket, entrance }: Part) {
  const t = useText()
  const form = useForm(answerSecondFactor, {
    initial: { ticket, code: '' },
    request: body => ({ body }),
    onSuccess: entrance.arrive,
  })
  return (
    <form {...form.props}>
      <Stack gap="sm">
        <FailureAlert error={form.failure} />
        <TextInput
          {...form.text('code')}
          label={t('factor.code')}
          description={t('factor.codeOrRecovery')}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          withAsterisk={false}
          dir="ltr"
        />
        <Button type="submit" loading={form.isSending}>
          {t('signIn.submit')}
        </Button>
        <StartAgain entrance={entrance} />
      </Stack>
    </form>
  )
}

function Appeal({ ticket, entrance }: Part) {
  const t = useText()
  const [isSent, setSent] = useState(false)
  const form = useForm(appeal, {
    initial: { ticket, text: '' },
    request: body => ({ body }),
    onSuccess: () => setSent(true),
  })
  if (isSent) {
    return (
      <Stack gap="sm">
        <Text role="status">{t('appeal.sent')}</Text>
        <StartAgain entrance={entrance} />
      </Stack>
    )
  }
  return (
    <form {...form.props}>
      <Stack gap="sm">
        <FailureAlert error={form.failure} />
        <Textarea {...form.text('text')} label={t('appeal.text')} autosize minRows={4} maxRows={10} />
        <Button type="submit" loading={form.isSending}>
          {t('appeal.send')}
        </Button>
        <StartAgain entrance={entrance} />
      </Stack>
    </form>
  )
}

export function StartAgain({ entrance }: { entrance: Way }) {
  const t = useText()
  return (
    <Button variant="subtle" onClick={entrance.restart}>
      {t('signInStep.again')}
    </Button>
  )
}
