import { Alert, Group, Stack } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { health } from '../../contract/health.ts'
import { signIn } from '../../contract/session.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { TextLink } from '../ui/link.tsx'
import { Entrance } from './entrance.tsx'
import { NameAndPassword } from './name-and-password.tsx'
import { signInRoute } from './routes.ts'
import { SignInProviders, SignInRefusal } from './sign-in-providers.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { useEntrance, type Entrance as Way } from './use-entrance.ts'

/** The door: name and password, and then whatever else it takes. */
export function SignInPage() {
  const entrance = useEntrance(signInRoute.useSearch().next)
  return entrance.step ? (
    <SignInStep step={entrance.step} entrance={entrance} />
  ) : (
    <FirstStep entrance={entrance} />
  )
}

function FirstStep({ entrance }: { entrance: Way }) {
  const t = useText()
  const needsSetup = useQuery(q(health, {})).data?.needsSetup ?? false
  const form = useForm(signIn, {
    initial: { primaryId: '', password: '' },
    request: body => ({ body }),
    onSuccess: entrance.arrive,
  })

  return (
    <Entrance title={t('signIn.title')}>
      <form {...form.props}>
        <Stack gap="sm">
          {needsSetup && (
            <Alert icon={<IconInfoCircle size={18} aria-hidden />} styles={{ message: { color: 'inherit' } }}>
              {t('signIn.needsSetup')}
            </Alert>
          )}
          {form.failure ? <FailureAlert error={form.failure} /> : <SignInRefusal />}
          <NameAndPassword
            label={t('signIn.primaryId')}
            name={form.text('primaryId')}
            password={form.text('password')}
            isSending={form.isSending}
          />
          <Group justify="flex-end">
            <TextLink to="/forgotten" size="sm">
              {t('signIn.forgotten')}
            </TextLink>
          </Group>
          <SignInProviders />
        </Stack>
      </form>
    </Entrance>
  )
}
