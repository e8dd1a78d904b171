import { Button, Divider, Stack } from '@mantine/core'
import { IconBuildingBank, IconUserCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { listSignInProviders } from '../../contract/sso.ts'
import { ProblemError } from '../api/problem-error.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { useStartSignIn } from '../sso/use-start-sign-in.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { signInRoute } from './routes.ts'

/** Why the way through a provider ended here. */
export function SignInRefusal() {
  const { refused } = signInRoute.useSearch()
  return refused ? <FailureAlert error={new ProblemError(refused)} /> : null
}

/** Other ways to sign in than the password: nothing where there are none. */
export function SignInProviders() {
  const t = useText()
  const { next } = signInRoute.useSearch()
  const { data } = useQuery(q(listSignInProviders, {}))
  const start = useStartSignIn()
  if (!data || data.items.length === 0) return null
  return (
    <Stack gap="xs">
      <Divider label={t('sso.or')} />
      <FailureAlert error={start.error} />
      {data.items.map(({ code, name, kind }) =>
        kind === 'LDAP' ? (
          <ButtonLink
            key={code}
            to="/sign-in/$code"
            params={{ code }}
            search={{ next }}
            variant="default"
            leftSection={<IconBuildingBank size={17} aria-hidden />}
          >
            {name}
          </ButtonLink>
        ) : (
          <Button
            key={code}
            variant="default"
            leftSection={
              kind === 'SOCIAL' ? (
                <IconUserCircle size={17} aria-hidden />
              ) : (
                <IconBuildingBank size={17} aria-hidden />
              )
            }
            loading={start.isPending && start.variables.params.code === code}
            onClick={() => start.mutate({ params: { code }, body: next ? { next } : {} })}
          >
            {name}
          </Button>
        ),
      )}
    </Stack>
  )
}
