import { Stack, Switch, Text } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'
import type { OptionalReason } from './criteria.ts'

/** In the order of how much it matters. */
const reasons: readonly OptionalReason[] = ['not_expired', 'staff_roles', 'active_elsewhere', 'open_requests']

type Props = { keeps: OptionalReason[]; onChange: (keeps: OptionalReason[]) => void }

/** The reasons beyond Alma's own, each on unless somebody switches it off (features Q3). */
export function KeepFields({ keeps, onChange }: Props) {
  const t = useText()
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('addPurge.keepAlways')}
      </Text>
      {reasons.map(reason => {
        const isKept = keeps.includes(reason)
        return (
          <Switch
            key={reason}
            label={t(`addPurge.keep.${reason}`)}
            description={isKept ? undefined : t('addPurge.keepOff')}
            checked={isKept}
            onChange={() => onChange(isKept ? keeps.filter(one => one !== reason) : [...keeps, reason])}
          />
        )
      })}
    </Stack>
  )
}
