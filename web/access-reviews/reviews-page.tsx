import { IconClipboardCheck } from '@tabler/icons-react'
import { type AccessReview, listReviews } from '../../contract/access-reviews.ts'
import { useRows } from '../api/use-rows.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ButtonLink, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { DecidedBar, DueDay, ReviewStateBadge } from './review-state.tsx'

const column = columnsOf<AccessReview>()

const columns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell review={row.original} />,
    meta: { label: 'reviews.column.name', width: 16, isKept: true },
  }),
  column.display({
    id: 'state',
    cell: ({ row }) => <ReviewStateBadge review={row.original} />,
    meta: { label: 'reviews.column.state', width: 10 },
  }),
  column.display({
    id: 'dueOn',
    cell: ({ row }) => <DueDay review={row.original} />,
    meta: { label: 'reviews.column.dueOn', width: 11 },
  }),
  column.display({
    id: 'progress',
    cell: ({ row }) => <ProgressCell review={row.original} />,
    meta: { label: 'reviews.column.progress', width: 10 },
  }),
  column.display({
    id: 'createdBy',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'reviews.column.createdBy', width: 9 },
  }),
  column.display({
    id: 'createdAt',
    cell: ({ row }) => <CreatedCell review={row.original} />,
    meta: { label: 'reviews.column.createdAt', width: 8.5 },
  }),
])

/** Access reviews: who still needs staff access (features M7). */
export function ReviewsPage() {
  const t = useText()
  const source = useRows(listReviews, {})
  return (
    <Page fills>
      <PageHeader
        title={t('reviews.title')}
        subtitle={t('reviews.subtitle')}
        actions={<ButtonLink to="/seats">{t('reviews.choosePeople')}</ButtonLink>}
      />
      <DataTable
        fills
        name="reviews"
        label={t('reviews.table')}
        columns={columns}
        source={source}
        rowId={review => String(review.reviewId)}
        rowLabel={review => review.name}
        empty={
          <EmptyState
            icon={IconClipboardCheck}
            title={t('reviews.empty.title')}
            text={t('reviews.empty.text')}
          />
        }
      />
    </Page>
  )
}

type Cell = { review: AccessReview }

function NameCell({ review }: Cell) {
  return (
    <TextLink
      to="/reviews/$reviewId"
      params={{ reviewId: String(review.reviewId) }}
      size="sm"
      fw={500}
      title={review.name}
    >
      <bdi>{review.name}</bdi>
    </TextLink>
  )
}

function ProgressCell({ review: { name, total, counts } }: Cell) {
  return <DecidedBar name={name} total={total} decided={total - counts.undecided} />
}

function CreatedCell({ review }: Cell) {
  const { moment } = useFormats()
  return <bdi>{moment(review.createdAt)}</bdi>
}
