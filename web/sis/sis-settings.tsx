import type { SisProfile } from '../../contract/sis.ts'
import { useText } from '../i18n/use-text.ts'
import { Setting } from '../ui/settings-list.tsx'
import { ProfileSettings } from './profile-settings.tsx'

/** Which feed was loaded, and how it was read. */
export function SisSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { fileName, profile } = parameters
  return (
    <>
      {typeof fileName === 'string' && (
        <Setting name={t('settings.file')}>
          <bdi>{fileName}</bdi>
        </Setting>
      )}
      {isProfile(profile) && (
        <>
          <Setting name={t('sis.upload.profile')}>
            <bdi>{profile.name}</bdi>
          </Setting>
          <ProfileSettings profile={profile} />
        </>
      )}
    </>
  )
}

function isProfile(value: unknown): value is SisProfile {
  return typeof value === 'object' && value !== null && 'code' in value && 'action' in value
}
