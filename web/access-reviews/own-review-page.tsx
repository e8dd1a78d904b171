import { Button, Center, Group, Kbd, Text } from '@mantine/core'
import { IconClipboardCheck, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import {
  listOwnItems,
  type OwnReview,
  type ReviewItem,
  readOwnReview,
} from '../../contract/access-reviews.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { WaitingPage } from '../shell/dead-ends.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import classes from './access-reviews.module.css'
import { DecisionTabs } from './decision-tabs.tsx'
import { decisionColumns } from './item-columns.tsx'
import { DecidedBar, DueDay } from './review-state.tsx'
import { useDecide } from './use-decide.ts'
import { useDecisionKeys } from './use-decision-keys.ts'

const route = getRouteApi('/shell/my-reviews/$reviewId')

/** A reviewer's list: who still needs staff access. */
export function OwnReviewPage() {
  const t = useText()
  const reviewId = Number(route.useParams().reviewId)
  const { data, error, refetch } = useQuery(q(readOwnReview, { params: { reviewId } }))
  if (!data) return <WaitingPage title={t('ownReviews.one')} error={error} onRetry={() => void refetch()} />
  return (
    <Page fills>
      <PageHeader
        title={data.name}
        subtitle={<About review={data} />}
        actions={
          <div className={classes.summary}>
            <DecidedBar name={data.name} total={data.total} decided={data.total - data.undecided} />
          </div>
        }
      />
      {data.isClosed ? <Closed /> : <People review={data} />}
    </Page>
  )
}

function About({ review }: { review: OwnReview }) {
  const t = useText()
  return (
    <Group gap="0.25rem 0.75rem">
      {!review.isClosed && <span>{t('ownReviews.question')}</span>}
      {!review.isClosed && (
        <Group gap={6}>
          {t('reviews.column.dueOn')}
          <DueDay review={review} />
        </Group>
      )}
    </Group>
  )
}

function Closed() {
  const t = useText()
  return (
    <Center mih="30vh">
      <EmptyState
        icon={IconLock}
        title={t('ownReviews.closed.title')}
        text={t('ownReviews.closed.text')}
        action={<ButtonLink to="/my-reviews">{t('ownReviews.title')}</ButtonLink>}
      />
    </Center>
  )
}

function People({ review }: { review: OwnReview }) {
  const t = useText()
  const { decision } = route.useSearch()
  const { reviewId } = review
  const source = useRows(listOwnItems, { params: { reviewId }, query: { decision } })
  const [selected, setSelected] = useState<string[]>([])
  const chosen = source.rows.filter(item => selected.includes(String(item.itemId)))
  useDecisionKeys()
  return (
    <>
      <DecisionTabs
        to="/my-reviews/$reviewId"
        reviewId={reviewId}
        current={decision}
        onChoose={() => setSelected([])}
      />
      <DataTable
        fills
        name="ownReview"
        label={t('reviews.people')}
        columns={decisionColumns}
        source={source}
        rowId={item => String(item.itemId)}
        rowLabel={item => item.name ?? t('reviews.purged')}
        selected={selected}
        onSelect={setSelected}
        toolbar={chosen.length > 0 ? <Chosen items={chosen} onDone={() => setSelected([])} /> : <Keys />}
        empty={
          <EmptyState
            icon={IconClipboardCheck}
            title={t(decision === 'undecided' ? 'ownReviews.done.title' : 'reviews.nobody.title')}
            text={t(decision === 'undecided' ? 'ownReviews.done.text' : 'reviews.nobody.text')}
          />
        }
      />
    </>
  )
}

function Chosen({ items, onDone }: { items: readonly ReviewItem[]; onDone: () => void }) {
  const t = useText()
  const { decide, isSending } = useDecide(onDone)
  return (
    <Group gap="0.375rem 0.5rem">
      <Text size="sm" fw={600} role="status">
        {t('table.selected', { count: items.length })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onDone}>
        {t('table.clearSelection')}
      </Button>
      <Button variant="default" size="compact-sm" loading={isSending} onClick={() => decide(items, 'keep')}>
        {t('ownReviews.keepSelected')}
      </Button>
    </Group>
  )
}

/** The keys of the list, for those who have a keyboard. */
function Keys() {
  const t = useText()
  const key = (name: string) => <Kbd size="xs">{name}</Kbd>
  return (
    <Text size="xs" c="dimmed" component="div" className={classes.keys}>
      {t.rich('ownReviews.keys', {
        down: key('j'),
        up: key('k'),
        keep: key('1'),
        roles: key('2'),
        deactivate: key('3'),
      })}
    </Text>
  )
}
