import type { NewApiKey } from '../../../contract/api-keys.ts'
import { useText } from '../../i18n/use-text.ts'
import { ToldOnceDialog } from '../../ui/told-once-dialog.tsx'

/** Tells a key. */
export function NewKeyDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const t = useText()
  return (
    <ToldOnceDialog
      title={t('apiKeys.made.title', { name: made.apiKey.name })}
      warning={t('apiKeys.made.warning')}
      label={t('apiKeys.made.key')}
      secret={made.key}
      copy={t('apiKeys.made.copy')}
      done={t('apiKeys.made.done')}
      onClose={onClose}
    />
  )
}
