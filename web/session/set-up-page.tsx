import { Button, Fieldset, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import type { BodyOf } from '../../contract/endpoint.ts'
import { setUp } from '../../contract/session.ts'
import { useText } from '../i18n/use-text.ts'
import { FailureAlert } from '../ui/failure-alert.tsx'
import { type Form, useForm } from '../ui/form.ts'
import classes from './entrance.module.css'
import { Entrance } from './entrance.tsx'
import { sessionQuery } from './session.ts'

const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
// The list lacks names such as UTC, which a browser may well report.
const timeZones = [...new Set([ownTimeZone, ...Intl.supportedValuesOf('timeZone')])].sort()

export function SetUpPage() {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  // Behind `#`, as in every link that opens a door.
  const token = useRouterState({ select: state => state.location.hash })
  const form = useForm(setUp, {
    initial: {
      token,
      institutionName: '',
      timeZone: ownTimeZone,
      primaryId: '',
      firstName: '',
      lastName: '',
      password: '',
    },
    request: body => ({ body }),
    onSuccess: session => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      return navigate({ to: '/users' })
    },
  })

  return (
    <Entrance title={t('setUp.title')} text={t('setUp.text')}>
      <form {...form.props}>
        <Stack gap="md">
          {token === '' && <Text c="var(--mantine-color-error)">{t('setUp.noToken')}</Text>}
          <FailureAlert error={form.failure} />
          <InstitutionFields form={form} />
          <AdministratorFields form={form} />
          <Button type="submit" loading={form.isSending}>
            {t('setUp.submit')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  )
}

type Part = { form: Form<BodyOf<typeof setUp>> }

function InstitutionFields({ form }: Part) {
  const t = useText()
  return (
    <Fieldset variant="unstyled" legend={t('setUp.institution')} className={classes.part}>
      <Stack gap="sm">
        <TextInput {...form.text('institutionName')} label={t('setUp.institutionName')} autoFocus />
        <Select
          {...form.field('timeZone')}
          onChange={value => form.set('timeZone', value ?? ownTimeZone)}
          label={t('setUp.timeZone')}
          description={t('setUp.timeZoneHelp')}
          data={timeZones}
          searchable
        />
      </Stack>
    </Fieldset>
  )
}

function AdministratorFields({ form }: Part) {
  const t = useText()
  return (
    <Fieldset variant="unstyled" legend={t('setUp.administrator')} className={classes.part}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput {...form.text('firstName')} label={t('setUp.firstName')} autoComplete="given-name" />
          <TextInput {...form.text('lastName')} label={t('setUp.lastName')} autoComplete="family-name" />
        </Group>
        <TextInput
          {...form.text('primaryId')}
          label={t('setUp.primaryId')}
          description={t('setUp.primaryIdHelp')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordInput
          {...form.text('password')}
          label={t('setUp.password')}
          description={t('setUp.passwordHelp')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      </Stack>
    </Fieldset>
  )
}
