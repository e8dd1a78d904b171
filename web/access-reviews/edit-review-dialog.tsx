import { useQueryClient } from '@tanstack/react-query'
import { editReview, listReviews, type ReviewReport, readReview } from '../../contract/access-reviews.ts'
import { invalidate, q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { DateField } from '../ui/date-field.tsx'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ReviewersField } from './reviewers-field.tsx'

type Props = { report: ReviewReport; onClose: () => void }
type Values = { dueOn: string | undefined; reviewerIds: number[] }

/** Changes due day and reviewers of an open review. */
export function EditReviewDialog({ report, onClose }: Props) {
  const t = useText()
  const client = useQueryClient()
  const { reviewId, dueOn } = report.review
  const initial: Values = { dueOn, reviewerIds: report.reviewers.map(one => one.userId) }
  const form = useForm(editReview, {
    initial,
    request: values => ({
      params: { reviewId },
      body: { dueOn: values.dueOn ?? dueOn, reviewerIds: values.reviewerIds },
    }),
    onSuccess: async answer => {
      client.setQueryData(q(readReview, { params: { reviewId } }).queryKey, answer)
      onClose()
      await invalidate(client, [listReviews])
    },
  })
  return (
    <FormDialog title={t('reviews.editTitle')} text={t('reviews.editText')} form={form} onClose={onClose}>
      <DateField {...form.field('dueOn')} label={t('reviews.column.dueOn')} required data-autofocus />
      <ReviewersField
        value={form.values.reviewerIds}
        onChange={reviewerIds => form.set('reviewerIds', reviewerIds)}
        error={form.errorOf('reviewerIds')}
      />
    </FormDialog>
  )
}
