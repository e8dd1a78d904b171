import { Group, Stack, Text } from '@mantine/core'
import {
  IconCheck,
  IconLock,
  IconQuestionMark,
  IconUserOff,
  IconUserX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Decision, ReviewItem } from '../../contract/access-reviews.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { Mark } from '../ui/mark.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

type Cell = { item: ReviewItem }

/** Name and identifier as they were; somebody who was purged since has neither. Leads to the record where that is wanted. */
export function PersonCell({ item, isLink = false }: Cell & { isLink?: boolean }) {
  const t = useText()
  if (item.userId === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t('reviews.purged')}
      </Text>
    )
  return (
    <Group gap={6} wrap="nowrap">
      {isLink ? (
        <TextLink
          to="/users/$userId/$tab"
          params={{ userId: String(item.userId), tab: 'roles' }}
          size="sm"
          fw={500}
        >
          <bdi>{item.name}</bdi>
        </TextLink>
      ) : (
        <Text span size="sm" fw={500}>
          <bdi>{item.name}</bdi>
        </Text>
      )}
      {item.isProtected && <Mark icon={IconLock} label="reviews.protected" />}
    </Group>
  )
}

export function PrimaryIdCell({ item }: Cell) {
  return <bdi className="carrel-code">{item.primaryId}</bdi>
}

/** The staff roles of then, each once; those that were switched off said to be. */
export function RolesCell({ item }: Cell) {
  const t = useText()
  const names = item.roles.map(({ label, scope, isEnabled }) => {
    const whole = scope ? `${label} (${scope})` : label
    return isEnabled ? whole : t('seats.disabledRole', { role: whole })
  })
  const words = [...new Set(names)].join(', ')
  return (
    <Text size="sm" lineClamp={2} title={words}>
      {words}
    </Text>
  )
}

export function LastLoginCell({ item }: Cell) {
  const t = useText()
  const { moment } = useFormats()
  if (item.userId === undefined) return t('none')
  return item.lastLogin === undefined ? t('seats.never') : <bdi>{moment(item.lastLogin)}</bdi>
}

const looks: Readonly<Record<Decision | 'undecided', { icon: TablerIcon; tone: Tone }>> = {
  keep: { icon: IconCheck, tone: 'good' },
  remove_roles: { icon: IconUserX, tone: 'warning' },
  deactivate: { icon: IconUserOff, tone: 'bad' },
  undecided: { icon: IconQuestionMark, tone: 'quiet' },
}

/** What was decided, or that nothing was. */
export function DecisionBadge({ item }: Cell) {
  const t = useText()
  const decision = item.decision ?? 'undecided'
  return <StatusBadge {...looks[decision]}>{t(`reviews.decision.${decision}`)}</StatusBadge>
}

/** Who decided last, and when. */
export function DecidedByCell({ item }: Cell) {
  const t = useText()
  const { moment } = useFormats()
  if (item.decidedAt === undefined) return t('none')
  return (
    <Stack gap={0}>
      {item.decidedBy && <bdi>{item.decidedBy}</bdi>}
      <Text span size="xs" c="dimmed">
        <bdi>{moment(item.decidedAt)}</bdi>
      </Text>
    </Stack>
  )
}

export function NoteWords({ item }: Cell) {
  return (
    <Text size="sm" lineClamp={2} title={item.note}>
      <bdi>{item.note}</bdi>
    </Text>
  )
}

/** What the job plans or did, and why. */
export function OutcomeCell({ item }: Cell) {
  const t = useText()
  if (item.outcome === undefined) return t('none')
  const reasons = item.reasons.map(reason => t.of(`reason.${reason}`, reason))
  return (
    <Text size="sm" lineClamp={2} title={reasons.join(', ')}>
      {[t(`reviews.outcome.${item.outcome}`), ...reasons].join(' – ')}
    </Text>
  )
}
