import { PasswordInput, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { type ProfileField, type ProfileKind, profileFields } from '../../../contract/sso.ts'
import { useText } from '../../i18n/use-text.ts'
import { CodeSelect } from '../../ui/code-select.tsx'
import type { Form } from '../../ui/form.ts'
import { useMatches } from './use-matches.ts'

/** What can be changed of a profile; its settings stand side by side as `settings/issuer`. */
export type ProfileValues = Record<string, unknown> & { name: string; isActive: boolean; matchBy: string }
export type ProfileFormOf = Form<ProfileValues>

export const settingPath = (name: string) => `settings/${name}`

/** The settings among the values, as they are sent. */
export function settingsIn(kind: ProfileKind, values: ProfileValues): Record<string, string> {
  return Object.fromEntries(
    profileFields[kind].map(({ name }) => [name, String(values[settingPath(name)] ?? '')]),
  )
}

type Props = { form: ProfileFormOf; kind: ProfileKind; secrets?: readonly string[] }

/** The fields that adding and changing have in common; which there are follows from the kind. */
export function ProfileFields({ form, kind, secrets = [] }: Props) {
  const t = useText()
  const { optionsFor } = useMatches()
  return (
    <Stack gap="sm">
      <TextInput
        {...form.text('name')}
        label={t('ssoProfiles.name')}
        description={t('ssoProfiles.nameHelp')}
        required
      />
      {profileFields[kind].map(field => (
        <SettingInput key={field.name} {...{ form, kind, field }} isSet={secrets.includes(field.name)} />
      ))}
      <CodeSelect
        {...form.field('matchBy')}
        onChange={code => code && form.set('matchBy', code)}
        label={t('ssoProfiles.matchBy')}
        description={t(kind === 'SOCIAL' ? 'ssoProfiles.matchBySocial' : 'ssoProfiles.matchByHelp')}
        options={optionsFor(kind)}
        required
      />
      <Switch {...form.check('isActive')} label={t('ssoProfiles.activate')} />
    </Stack>
  )
}

type InputProps = { form: ProfileFormOf; kind: ProfileKind; field: ProfileField; isSet: boolean }

function SettingInput({ form, kind, field, isSet }: InputProps) {
  const t = useText()
  const { name, fallback } = field
  const help = [
    t.of(`ssoSettingHelp.${kind}.${name}`, ''),
    fallback ? t('ssoProfiles.usually', { value: fallback }) : '',
    isSet ? t('ssoProfiles.secretStays') : '',
  ]
  const common = {
    ...form.text(settingPath(name)),
    label: t(`ssoSetting.${name}` as 'ssoSetting.issuer'),
    description: help.filter(Boolean).join(' ') || undefined,
    required: field.isRequired === true,
    dir: 'ltr' as const,
    spellCheck: false,
    autoComplete: 'off',
  }
  if (field.isSecret) {
    const visibility = { 'aria-label': t('signIn.showPassword') }
    return <PasswordInput {...common} autoComplete="new-password" visibilityToggleButtonProps={visibility} />
  }
  if (field.form === 'certificate') {
    return <Textarea {...common} autosize minRows={3} maxRows={8} classNames={{ input: 'carrel-code' }} />
  }
  return <TextInput {...common} />
}
