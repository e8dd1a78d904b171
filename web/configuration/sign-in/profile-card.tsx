import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCircleCheck, IconCircleOff, IconPlugConnectedX } from '@tabler/icons-react'
import {
  type ProfileField,
  profileFields,
  type SignInProfile,
  testSignInProfile,
} from '../../../contract/sso.ts'
import { useSend } from '../../api/query.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Setting, SettingsList } from '../../ui/settings-list.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { CopyAddress } from './copy-address.tsx'
import { useMatches } from './use-matches.ts'

type Props = { profile: SignInProfile; onEdit: () => void; onDelete: () => void }

/** One profile: whether it is in use, what it is made of, and what the provider must be told. */
export function ProfileCard({ profile, onEdit, onDelete }: Props) {
  const t = useText()
  const { moment } = useFormats()
  const { updatedBy, updatedAt } = profile
  return (
    <Panel title={profile.name} aside={<Use isActive={profile.isActive} />}>
      <Stack gap="sm">
        <Settings profile={profile} />
        <Text size="xs" c="dimmed">
          {t('ssoProfiles.changed', { by: updatedBy, at: moment(updatedAt) })}
        </Text>
        <Actions profile={profile} onEdit={onEdit} onDelete={onDelete} />
      </Stack>
    </Panel>
  )
}

function Use({ isActive }: { isActive: boolean }) {
  const t = useText()
  return (
    <StatusBadge icon={isActive ? IconCircleCheck : IconCircleOff} tone={isActive ? 'good' : 'quiet'}>
      {t(isActive ? 'ssoProfiles.active' : 'ssoProfiles.inactive')}
    </StatusBadge>
  )
}

function Settings({ profile }: { profile: SignInProfile }) {
  const t = useText()
  const { wordsOf } = useMatches()
  const shown = profileFields[profile.kind].filter(
    ({ name, fallback }) => profile.settings[name] || profile.secrets.includes(name) || fallback,
  )
  return (
    <SettingsList>
      <Setting name={t('ssoProfiles.kind')}>{t(`ssoProfiles.kind.${profile.kind}`)}</Setting>
      <Setting name={t('ssoProfiles.code')}>
        <bdi className="carrel-code">{profile.code}</bdi>
      </Setting>
      <Setting name={t('ssoProfiles.matchBy')}>{wordsOf(profile.matchBy)}</Setting>
      {shown.map(field => (
        <Setting key={field.name} name={t(`ssoSetting.${field.name}` as 'ssoSetting.issuer')}>
          <SettingValue profile={profile} field={field} />
        </Setting>
      ))}
      {Object.entries(profile.addresses).map(([purpose, address]) => (
        <Setting key={purpose} name={t(`ssoProfiles.address.${purpose}` as 'ssoProfiles.address.return')}>
          <CopyAddress address={address} />
        </Setting>
      ))}
    </SettingsList>
  )
}

/** A secret is only said to be there; a certificate is too long to be read. */
function SettingValue({ profile, field }: { profile: SignInProfile; field: ProfileField }) {
  const t = useText()
  const { name, isSecret, form, fallback } = field
  if (isSecret) return t('ssoProfiles.secretSet')
  if (form === 'certificate') return t('ssoProfiles.certificateSet')
  return <bdi className="carrel-code">{profile.settings[name] ?? fallback}</bdi>
}

function Actions({ profile, onEdit, onDelete }: Props) {
  const t = useText()
  const forbidden = useForbidden()('configuration.edit')
  const test = useSend(testSignInProfile)
  return (
    <>
      <Group gap="xs">
        <ForbiddenAction reason={forbidden}>
          <Button variant="default" size="xs" onClick={onEdit}>
            {t('ssoProfiles.editAction')}
          </Button>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden}>
          <Button
            variant="default"
            size="xs"
            loading={test.isPending}
            onClick={() => test.mutate({ params: { profileId: profile.profileId } })}
          >
            {t('ssoProfiles.test')}
          </Button>
        </ForbiddenAction>
        <ForbiddenAction reason={forbidden}>
          <Button variant="default" size="xs" onClick={onDelete}>
            {t('ssoProfiles.deleteAction')}
          </Button>
        </ForbiddenAction>
      </Group>
      <FailureAlert error={test.error} />
      <div role="status">{test.data && <Result result={test.data.result} />}</div>
    </>
  )
}

function Result({ result }: { result: 'ok' | 'unreachable' | 'refused' | 'unexpected' | 'expired' }) {
  const t = useText()
  const isGood = result === 'ok'
  const Icon = isGood ? IconCheck : IconPlugConnectedX
  return (
    <Alert color={isGood ? 'green' : 'red'} variant="light" icon={<Icon size={18} aria-hidden />}>
      {t(`ssoProfiles.test.${result}`)}
    </Alert>
  )
}
