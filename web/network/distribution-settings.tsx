import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { Setting } from '../ui/settings-list.tsx'

/** Who is sent to the members of the network zone, and where to. */
export function DistributionSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { population, onlyExisting } = parameters
  return (
    <>
      <Setting name={t('update.who.title')}>
        <FilterWords filter={population} />
      </Setting>
      <Setting name={t('network.question')}>
        {t(onlyExisting === true ? 'network.existing' : 'network.everywhere')}
      </Setting>
    </>
  )
}
