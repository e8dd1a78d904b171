import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconMailOff, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type AccessReview,
  decisions,
  listReviewItems,
  type Reviewer,
  type ReviewReport,
  readReview,
} from '../../contract/access-reviews.ts'
import { q } from '../api/query.ts'
import { useRows } from '../api/use-rows.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { FilterWords } from '../sets/set-name.tsx'
import { WaitingPage } from '../shell/dead-ends.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Setting, SettingsList } from '../ui/settings-list.tsx'
import classes from './access-reviews.module.css'
import { DecisionTabs } from './decision-tabs.tsx'
import { reportColumns } from './item-columns.tsx'
import { ReviewActions } from './review-actions.tsx'
import { DecidedBar, DueDay, ReviewStateBadge } from './review-state.tsx'

const route = getRouteApi('/shell/reviews/$reviewId')

/** One access review for whoever manages it: progress, per reviewer, decisions, and what came of them. */
export function ReviewPage() {
  const t = useText()
  const reviewId = Number(route.useParams().reviewId)
  const { data, error, refetch } = useQuery(q(readReview, { params: { reviewId } }))
  if (!data) return <WaitingPage title={t('reviews.one')} error={error} onRetry={() => void refetch()} />
  return (
    <Page>
      <PageHeader
        title={data.review.name}
        subtitle={<About review={data.review} />}
        actions={<ReviewActions report={data} />}
      />
      {data.review.state === 'open' && <Unreachable reviewers={data.reviewers} />}
      <div className={classes.panels}>
        <Progress report={data} />
        <Reviewers report={data} />
      </div>
      <People reviewId={reviewId} />
    </Page>
  )
}

function About({ review }: { review: AccessReview }) {
  const t = useText()
  const { moment } = useFormats()
  const { createdBy, createdAt, closedBy, closedAt, task } = review
  return (
    <Group gap="0.25rem 0.75rem" mt={2}>
      <ReviewStateBadge review={review} />
      <span>{t('reviews.openedBy', { by: createdBy, at: moment(createdAt) })}</span>
      {closedBy && closedAt && <span>{t('reviews.closedBy', { by: closedBy, at: moment(closedAt) })}</span>}
      {task && (
        <TextLink to="/tasks/$taskId" params={{ taskId: String(task.taskId) }} search={{}} size="sm">
          {t('settings.job', { id: task.taskId })}
        </TextLink>
      )}
    </Group>
  )
}

/** Whom no letter reaches. */
function Unreachable({ reviewers }: { reviewers: readonly Reviewer[] }) {
  const t = useText()
  const names = reviewers.filter(one => one.email === undefined).map(one => one.name)
  if (names.length === 0) return null
  return (
    <Alert color="yellow" variant="outline" icon={<IconMailOff size={18} aria-hidden />}>
      {t('reviews.unreachable', { names: names.join('; ') })}
    </Alert>
  )
}

function Progress({ report }: { report: ReviewReport }) {
  const t = useText()
  const { number } = useFormats()
  const { review, population, leftOut } = report
  return (
    <Panel title={t('reviews.column.progress')}>
      <Stack gap="sm">
        <DecidedBar
          name={review.name}
          total={review.total}
          decided={review.total - review.counts.undecided}
        />
        <SettingsList>
          <Setting name={t('reviews.column.dueOn')}>
            <DueDay review={review} />
          </Setting>
          {decisions.map(decision => (
            <Setting key={decision} name={t(`reviews.decision.${decision}`)}>
              {number(review.counts[decision])}
            </Setting>
          ))}
          <Setting name={t('reviews.decision.undecided')}>{number(review.counts.undecided)}</Setting>
          <Setting name={t('reviews.population')}>
            <FilterWords filter={population} />
          </Setting>
          <Setting name={t('reviews.leftOut')}>{number(leftOut)}</Setting>
        </SettingsList>
      </Stack>
    </Panel>
  )
}

function Reviewers({ report: { reviewers } }: { report: ReviewReport }) {
  const t = useText()
  return (
    <Panel title={t('reviews.reviewers')}>
      <ul className={classes.reviewers}>
        {reviewers.map(one => (
          <li key={one.userId}>
            <span>
              <bdi>{one.name}</bdi>{' '}
              <Text span size="xs" c="dimmed">
                <bdi>{one.email ?? t('reviews.noEmail')}</bdi>
              </Text>
            </span>
            <span>{t('reviews.decidedCount', { count: one.decided })}</span>
          </li>
        ))}
        {reviewers.length === 0 && <li>{t('reviews.noReviewers')}</li>}
      </ul>
    </Panel>
  )
}

function People({ reviewId }: { reviewId: number }) {
  const t = useText()
  const { decision } = route.useSearch()
  const source = useRows(listReviewItems, { params: { reviewId }, query: { decision } })
  return (
    <>
      <DecisionTabs to="/reviews/$reviewId" reviewId={reviewId} current={decision} />
      <DataTable
        name="review"
        label={t('reviews.people')}
        columns={reportColumns}
        source={source}
        rowId={item => String(item.itemId)}
        rowLabel={item => item.name ?? t('reviews.purged')}
        empty={
          <EmptyState icon={IconUsers} title={t('reviews.nobody.title')} text={t('reviews.nobody.text')} />
        }
      />
    </>
  )
}
