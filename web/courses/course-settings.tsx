import { useText } from '../i18n/use-text.ts'
import { Setting } from '../ui/settings-list.tsx'

/** Which file was loaded. */
export function CourseSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  return (
    <Setting name={t('settings.file')}>
      <bdi>{String(parameters['fileName'] ?? '')}</bdi>
    </Setting>
  )
}
