import { Button, Skeleton, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { beginFactorStep, confirmFactorStep, type SignInAnswer } from '../../contract/session.ts'
import { call } from '../api/client.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { FactorSecretView, RecoveryCodes } from './factor-secret.tsx'
import { StartAgain } from './sign-in-step.tsx'
import type { Entrance } from './use-entrance.ts'

type Done = { recoveryCodes: string[]; entrance: SignInAnswer }

/** Staff ask for a second factor: its secret, the first code of it, the recovery codes, and in. */
export function SetUpFactorStep({ ticket, entrance }: { ticket: string; entrance: Entrance }) {
  const t = useText()
  const [done, setDone] = useState<Done>()
  // Made once: whoever asks again gets another secret.
  const { data: secret, error } = useQuery({
    queryKey: ['factor', ticket],
    queryFn: () => call(beginFactorStep, { body: { ticket } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const form = useForm(confirmFactorStep, {
    initial: { ticket, code: '' },
    request: body => ({ body }),
    onSuccess: setDone,
  })
  if (done) return <RecoveryCodes codes={done.recoveryCodes} onDone={() => entrance.arrive(done.entrance)} />
  return (
    <form {...form.props}>
      <Stack gap="sm">
        <FailureAlert error={error ?? form.failure} />
        {secret ? <FactorSecretView secret={secret} /> : !error && <Skeleton height={280} />}
        <TextInput
          {...form.text('code')}
          label={t('factor.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          withAsterisk={false}
          dir="ltr"
        />
        <Button type="submit" loading={form.isSending}>
          {t('factor.confirm')}
        </Button>
        <StartAgain entrance={entrance} />
      </Stack>
    </form>
  )
}
