import {
  IconBan,
  IconCircleCheck,
  IconCircleOff,
  IconClockX,
  IconLock,
  IconShieldLock,
} from '@tabler/icons-react'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

/** How the account stands: word and icon, colour third. */
export function StatusBadges({ record: { values, summary } }: { record: UserRecord }) {
  const t = useText()
  return (
    <>
      {values['status'] === 'ACTIVE' ? (
        <StatusBadge icon={IconCircleCheck} tone="good">
          {t('record.status.active')}
        </StatusBadge>
      ) : (
        <StatusBadge icon={IconCircleOff} tone="quiet">
          {t('record.status.inactive')}
        </StatusBadge>
      )}
      {summary.isExpired && (
        <StatusBadge icon={IconClockX} tone="warning">
          {t('record.status.expired')}
        </StatusBadge>
      )}
      {summary.activeBlocks > 0 && (
        <StatusBadge icon={IconBan} tone="bad">
          {t('record.status.blocked')}
        </StatusBadge>
      )}
      {summary.isProtected && (
        <StatusBadge icon={IconShieldLock} tone="accent">
          {t('record.status.protected')}
        </StatusBadge>
      )}
      {summary.isRestricted && (
        <StatusBadge icon={IconLock} tone="accent">
          {t('record.status.restricted')}
        </StatusBadge>
      )}
    </>
  )
}
