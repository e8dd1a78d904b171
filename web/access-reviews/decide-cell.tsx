import { Button, Group } from '@mantine/core'
import { decisions, type ReviewItem } from '../../contract/access-reviews.ts'
import { useText } from '../i18n/use-text.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { useDecide, useRefusal } from './use-decide.ts'
import { decideAttribute } from './use-decision-keys.ts'

/** The three decisions about one person; pressing the one that holds takes it back. */
export function DecideCell({ item }: { item: ReviewItem }) {
  const t = useText()
  const { decide } = useDecide()
  const refusal = useRefusal()
  const label = t('reviews.decideAbout', { name: item.name ?? t('reviews.purged') })
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={label} {...{ [decideAttribute]: true }}>
      {decisions.map(decision => {
        const isChosen = item.decision === decision
        return (
          <ForbiddenAction key={decision} reason={refusal(item, decision)}>
            <Button
              size="compact-sm"
              variant={isChosen ? 'filled' : 'default'}
              aria-pressed={isChosen}
              onClick={() => decide([item], isChosen ? null : decision)}
            >
              {t(`reviews.decide.${decision}`)}
            </Button>
          </ForbiddenAction>
        )
      })}
    </Group>
  )
}
