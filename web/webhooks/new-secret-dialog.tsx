import type { NewWebhook } from '../../contract/webhooks.ts'
import { useText } from '../i18n/use-text.ts'
import { ToldOnceDialog } from '../ui/told-once-dialog.tsx'

/** Tells the secret of a webhook. */
export function NewSecretDialog({ made, onClose }: { made: NewWebhook; onClose: () => void }) {
  const t = useText()
  return (
    <ToldOnceDialog
      title={t('webhooks.made.title', { name: made.webhook.name })}
      warning={t('webhooks.made.warning')}
      label={t('webhooks.secret')}
      secret={made.secret}
      copy={t('webhooks.made.copy')}
      done={t('webhooks.made.done')}
      onClose={onClose}
    />
  )
}
