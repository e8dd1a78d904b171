import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  createSignInProfile,
  editSignInProfile,
  listSignInProfiles,
  listSignInProviders,
  type ProfileKind,
  profileKinds,
  type SignInProfile,
} from '../../../contract/sso.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { CodeSelect } from '../../ui/code-select.tsx'
import { useForm } from '../../ui/form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useToast } from '../../ui/use-toast.ts'
import {
  ProfileFields,
  type ProfileFormOf,
  type ProfileValues,
  settingPath,
  settingsIn,
} from './profile-form.tsx'
import { useMatches } from './use-matches.ts'

const stale = [listSignInProfiles, listSignInProviders]

/** Adds a profile: first its kind, then what that kind needs. */
export function AddProfileDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { optionsFor } = useMatches()
  const [kind, setKind] = useState<ProfileKind>('OIDC')
  const initial: ProfileValues = { code: '', name: '', isActive: false, matchBy: 'PRIMARY' }
  const form = useForm(createSignInProfile, {
    initial,
    request: ({ name, isActive, matchBy, ...values }) => ({
      body: {
        code: String(values['code']).trim(),
        kind,
        name,
        isActive,
        matchBy,
        settings: settingsIn(kind, values as ProfileValues),
      },
    }),
    onSuccess: async ({ name }) => {
      onClose()
      toast(t('ssoProfiles.added', { name }))
      await invalidate(client, stale)
    },
  }) as unknown as ProfileFormOf
  const choose = (chosen: ProfileKind) => {
    setKind(chosen)
    form.set('matchBy', optionsFor(chosen)[0]?.value ?? 'PRIMARY')
  }
  return (
    <FormDialog isWide title={t('ssoProfiles.add')} form={form} onClose={onClose}>
      <CodeSelect
        label={t('ssoProfiles.kind')}
        options={profileKinds.map(value => ({ value, label: t(`ssoProfiles.kind.${value}`) }))}
        value={kind}
        onChange={chosen => chosen && choose(chosen as ProfileKind)}
        required
        data-autofocus
      />
      <TextInput
        {...form.text('code')}
        label={t('ssoProfiles.code')}
        description={t('ssoProfiles.codeHelp')}
        required
        dir="ltr"
        spellCheck={false}
      />
      <ProfileFields form={form} kind={kind} />
    </FormDialog>
  )
}

type EditProps = { profile: SignInProfile; onClose: () => void }

/** Changes a profile. Its kind and code stay: the provider knows addresses with them. */
export function EditProfileDialog({ profile, onClose }: EditProps) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { profileId, kind, name, isActive, matchBy } = profile
  const settings = Object.entries(profile.settings).map(([key, value]) => [settingPath(key), value])
  const initial: ProfileValues = { name, isActive, matchBy, ...Object.fromEntries(settings) }
  const form = useForm(editSignInProfile, {
    initial,
    request: values => ({
      params: { profileId },
      body: {
        name: values.name,
        isActive: values.isActive,
        matchBy: values.matchBy,
        settings: settingsIn(kind, values),
      },
    }),
    onSuccess: async saved => {
      onClose()
      toast(t('ssoProfiles.saved', { name: saved.name }))
      await invalidate(client, stale)
    },
  }) as unknown as ProfileFormOf
  return (
    <FormDialog isWide title={t('ssoProfiles.edit')} form={form} onClose={onClose}>
      <ProfileFields form={form} kind={kind} secrets={profile.secrets} />
    </FormDialog>
  )
}
