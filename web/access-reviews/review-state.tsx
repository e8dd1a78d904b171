import { Group, Progress, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconClipboardCheck,
  IconHourglass,
  IconLock,
  type TablerIcon,
} from '@tabler/icons-react'
import type { AccessReview, ReviewState } from '../../contract/access-reviews.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import classes from './access-reviews.module.css'

const looks: Readonly<Record<ReviewState, { icon: TablerIcon; tone: Tone }>> = {
  open: { icon: IconHourglass, tone: 'accent' },
  closed: { icon: IconLock, tone: 'warning' },
  planned: { icon: IconClipboardCheck, tone: 'warning' },
  applied: { icon: IconCircleCheck, tone: 'good' },
  undone: { icon: IconArrowBackUp, tone: 'quiet' },
}

/** How it stands with a review. */
export function ReviewStateBadge({ review }: { review: Pick<AccessReview, 'state'> }) {
  const t = useText()
  return <StatusBadge {...looks[review.state]}>{t(`reviews.state.${review.state}`)}</StatusBadge>
}

/** The due day, and that it is over while decisions are still expected. */
export function DueDay({ review }: { review: Pick<AccessReview, 'dueOn' | 'isOverdue'> }) {
  const t = useText()
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <bdi>{review.dueOn}</bdi>
      {review.isOverdue && (
        <StatusBadge icon={IconAlertTriangle} tone="bad">
          {t('reviews.overdue')}
        </StatusBadge>
      )}
    </Group>
  )
}

type Counted = { name: string; decided: number; total: number }

/** How many are decided about, as a bar and in words. */
export function DecidedBar({ name, decided, total }: Counted) {
  const t = useText()
  return (
    <div className={classes.progress}>
      <Progress
        value={total === 0 ? 100 : (decided / total) * 100}
        size="xs"
        aria-label={t('reviews.progressOf', { name })}
      />
      <Text span size="xs" c="dimmed">
        {t('reviews.progress', { decided, total })}
      </Text>
    </div>
  )
}
