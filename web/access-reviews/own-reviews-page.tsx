import { IconClipboardCheck } from '@tabler/icons-react'
import { listOwnReviews, type OwnReview } from '../../contract/access-reviews.ts'
import { useRows } from '../api/use-rows.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { DecidedBar, DueDay } from './review-state.tsx'

const column = columnsOf<OwnReview>()

const columns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell review={row.original} />,
    meta: { label: 'reviews.column.name', width: 16, isKept: true },
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
])

/** Reviews that wait for whoever is signed in. */
export function OwnReviewsPage() {
  const t = useText()
  const source = useRows(listOwnReviews, {})
  return (
    <Page fills>
      <PageHeader title={t('ownReviews.title')} subtitle={t('ownReviews.subtitle')} />
      <DataTable
        fills
        name="ownReviews"
        label={t('ownReviews.title')}
        columns={columns}
        source={source}
        rowId={review => String(review.reviewId)}
        rowLabel={review => review.name}
        empty={
          <EmptyState
            icon={IconClipboardCheck}
            title={t('ownReviews.empty.title')}
            text={t('ownReviews.empty.text')}
          />
        }
      />
    </Page>
  )
}

type Cell = { review: OwnReview }

function NameCell({ review }: Cell) {
  const isStarted = review.undecided > 0
  return (
    <TextLink
      to="/my-reviews/$reviewId"
      params={{ reviewId: String(review.reviewId) }}
      search={isStarted ? { decision: 'undecided' } : {}}
      size="sm"
      fw={500}
      title={review.name}
    >
      <bdi>{review.name}</bdi>
    </TextLink>
  )
}

function ProgressCell({ review: { name, total, undecided } }: Cell) {
  return <DecidedBar name={name} total={total} decided={total - undecided} />
}
