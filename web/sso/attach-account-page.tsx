import { Button, Stack, Text } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { listSignInProviders } from '../../contract/sso.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { Entrance } from '../session/entrance.tsx'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { useStartSignIn } from './use-start-sign-in.ts'

const route = getRouteApi('/attach-account')

/** Where the letter of an invitation leads, and where the network leads back (features N3). */
export function AttachAccountPage() {
  const t = useText()
  const { done } = route.useSearch()
  if (!done) return <Choice />
  return (
    <Entrance title={t('sso.attach.done.title')} text={t('sso.attach.done.text')}>
      <ButtonLink to="/sign-in" fullWidth>
        {t('sso.attach.done.signIn')}
      </ButtonLink>
    </Entrance>
  )
}

function Choice() {
  const t = useText()
  const invitation = useLocation().hash
  const { data, error } = useQuery(q(listSignInProviders, {}))
  const start = useStartSignIn()
  const networks = data?.items.filter(one => one.kind === 'SOCIAL') ?? []
  return (
    <Entrance title={t('sso.attach.title')} text={t('sso.attach.text')}>
      <Stack gap="xs">
        {invitation === '' && <Text c="var(--mantine-color-error)">{t('sso.attach.noToken')}</Text>}
        {data && networks.length === 0 && <Text>{t('sso.attach.none')}</Text>}
        <FailureAlert error={error ?? start.error} />
        {invitation !== '' &&
          networks.map(({ code, name }) => (
            <Button
              key={code}
              variant="default"
              leftSection={<IconUserCircle size={17} aria-hidden />}
              loading={start.isPending && start.variables.params.code === code}
              onClick={() => start.mutate({ params: { code }, body: { invitation } })}
            >
              {name}
            </Button>
          ))}
      </Stack>
    </Entrance>
  )
}
