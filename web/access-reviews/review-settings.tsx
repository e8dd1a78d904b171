import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { Setting } from '../ui/settings-list.tsx'

/** Of which review a job applies the decisions. */
export function ReviewSettings({ parameters }: { parameters: Record<string, unknown> }) {
  const t = useText()
  const { reviewId, reviewName } = parameters
  return (
    <Setting name={t('reviews.one')}>
      <TextLink to="/reviews/$reviewId" params={{ reviewId: String(reviewId) }} search={{}} inherit>
        <bdi>{String(reviewName)}</bdi>
      </TextLink>
    </Setting>
  )
}
