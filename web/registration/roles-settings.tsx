import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { Setting } from '../ui/settings-list.tsx'

/** Whose roles a job was asked to bring up to date. */
export function RolesSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { profile, profileName, population } = parameters
  if (typeof profile !== 'string')
    return (
      <Setting name={t('update.who.title')}>
        <FilterWords filter={population} />
      </Setting>
    )
  return (
    <Setting name={t('assignment.profile')}>
      <bdi>{typeof profileName === 'string' ? profileName : profile}</bdi>
    </Setting>
  )
}
