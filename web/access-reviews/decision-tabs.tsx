import { useText } from '../i18n/use-text.ts'
import { Tab, Tabs } from '../ui/tabs.tsx'
import { decisionFilters, type ReviewSearch } from './routes.ts'

type Props = {
  to: '/reviews/$reviewId' | '/my-reviews/$reviewId'
  reviewId: number
  current: ReviewSearch['decision']
  onChoose?: () => void
}

/** Everybody, the undecided, and by decision. */
export function DecisionTabs({ to, reviewId, current, onChoose }: Props) {
  const t = useText()
  const params = { reviewId: String(reviewId) }
  return (
    <Tabs label={t('reviews.tabs')}>
      {[undefined, ...decisionFilters].map(decision => (
        <Tab
          key={decision ?? 'all'}
          to={to}
          params={params}
          search={{ decision }}
          isCurrent={decision === current}
          onClick={onChoose}
        >
          {t(`reviews.tab.${decision ?? 'all'}`)}
        </Tab>
      ))}
    </Tabs>
  )
}
