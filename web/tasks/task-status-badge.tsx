import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClipboardCheck,
  IconHourglass,
  IconPlayerPause,
  IconPlayerPlay,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { TaskStatus } from '../../contract/tasks.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

const looks: Readonly<Record<TaskStatus, { icon: TablerIcon; tone: Tone }>> = {
  planning: { icon: IconHourglass, tone: 'accent' },
  planned: { icon: IconClipboardCheck, tone: 'warning' },
  applying: { icon: IconPlayerPlay, tone: 'accent' },
  stopped: { icon: IconPlayerPause, tone: 'warning' },
  completed: { icon: IconCircleCheck, tone: 'good' },
  failed: { icon: IconAlertTriangle, tone: 'bad' },
  cancelled: { icon: IconX, tone: 'quiet' },
}

/** How it stands with a job. */
export function TaskStatusBadge({ status }: { status: TaskStatus }) {
  const t = useText()
  return <StatusBadge {...looks[status]}>{t(`tasks.status.${status}`)}</StatusBadge>
}
