import { Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleOff, type TablerIcon } from '@tabler/icons-react'
import type { Webhook } from '../../contract/webhooks.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const faces: Readonly<Record<Webhook['state'], { icon: TablerIcon; tone: Tone }>> = {
  active: { icon: IconCircleCheck, tone: 'good' },
  silent: { icon: IconAlertTriangle, tone: 'warning' },
  off: { icon: IconCircleOff, tone: 'quiet' },
}

/** How a webhook is; and why, when nothing is sent. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const t = useText()
  const { state } = webhook
  const why = useWhy(webhook)
  return (
    <Stack gap={2} align="flex-start">
      <StatusBadge {...faces[state]}>{t(`webhooks.state.${state}`)}</StatusBadge>
      {why !== undefined && <Text size="xs">{why}</Text>}
    </Stack>
  )
}

function useWhy({ state, offReason, checkedAt, updatedBy, silentSince, error }: Webhook): string | undefined {
  const t = useText()
  const { moment } = useFormats()
  if (state === 'silent' && silentSince)
    return t('webhooks.silent', { since: moment(silentSince), error: error ?? '' })
  if (offReason === undefined) return undefined
  if (offReason === 'SWITCHED_OFF') return t('webhooks.off.SWITCHED_OFF', { by: updatedBy })
  const isChecked = checkedAt !== undefined && offReason !== 'SILENT'
  return t(isChecked ? 'webhooks.off.checked' : `webhooks.off.${offReason}`)
}
