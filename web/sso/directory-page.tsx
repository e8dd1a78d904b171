import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { listSignInProviders, signInByDirectory } from '../../contract/sso.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { Entrance } from '../session/entrance.tsx'
import { NameAndPassword } from '../session/name-and-password.tsx'
import { SignInStep } from '../session/sign-in-step.tsx'
import { useEntrance } from '../session/use-entrance.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { useForm } from '../ui/form.ts'
import { TextLink } from '../ui/link.tsx'

const route = getRouteApi('/sign-in/$code')

/** Signing in with name and password of a directory. */
export function DirectoryPage() {
  const t = useText()
  const { code } = route.useParams()
  const { next } = route.useSearch()
  const entrance = useEntrance(next)
  const { data } = useQuery(q(listSignInProviders, {}))
  const form = useForm(signInByDirectory, {
    initial: { name: '', password: '' },
    request: body => ({ params: { code }, body }),
    onSuccess: entrance.arrive,
  })
  if (entrance.step) return <SignInStep step={entrance.step} entrance={entrance} />
  return (
    <Entrance title={data?.items.find(one => one.code === code)?.name ?? t('signIn.title')}>
      <form {...form.props}>
        <Stack gap="sm">
          <FailureAlert error={form.failure} />
          <NameAndPassword
            label={t('sso.directory.name')}
            name={form.text('name')}
            password={form.text('password')}
            isSending={form.isSending}
          />
          <TextLink to="/sign-in" search={{ next }} size="sm">
            {t('sso.directory.back')}
          </TextLink>
        </Stack>
      </form>
    </Entrance>
  )
}
