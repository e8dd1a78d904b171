import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { health } from '../../contract/health.ts'
import { signIn } from '../../contract/session.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { Entrance } from './entrance.tsx'
import { signInRoute } from './routes.ts'
import { sessionQuery } from './session.ts'

export function SignInPage() {
  const t = useText()
  const client = useQueryClient()
  const router = useRouter()
  const { next } = signInRoute.useSearch()
  const needsSetup = useQuery(q(health, {})).data?.needsSetup ?? false
  const form = useForm(signIn, {
    initial: { primaryId: '', password: '' },
    request: body => ({ body }),
    onSuccess: session => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      router.history.push(next ?? '/users')
    },
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
          <FailureAlert error={form.failure} />
          <TextInput
            {...form.text('primaryId')}
            label={t('signIn.primaryId')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            withAsterisk={false}
          />
          <PasswordInput
            {...form.text('password')}
            label={t('signIn.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            withAsterisk={false}
          />
          <Button type="submit" loading={form.isSending} mt="xs">
            {t('signIn.submit')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('signIn.forgotten')}
          </Text>
        </Stack>
      </form>
    </Entrance>
  )
}
