import { IconBan, IconCircleOff, IconClockX } from '@tabler/icons-react'
import { useText } from '../../i18n/use-text.ts'
import { useSession } from '../../session/session.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { blockState } from './block-state.ts'

const faces = {
  active: { icon: IconBan, tone: 'bad' },
  inactive: { icon: IconCircleOff, tone: 'quiet' },
  expired: { icon: IconClockX, tone: 'quiet' },
} as const

/** Whether a block counts today: active, switched off, or over. */
export function BlockMark({ values }: { values: Readonly<Record<string, unknown>> }) {
  const t = useText()
  const state = blockState(values, useSession().institution.today)
  const { icon, tone } = faces[state]
  return (
    <StatusBadge icon={icon} tone={tone}>
      {t(`blockState.${state}`)}
    </StatusBadge>
  )
}
