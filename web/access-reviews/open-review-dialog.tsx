import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { listReviews, openReview } from '../../contract/access-reviews.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { DateField } from '../ui/date-field.tsx'
import { useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ReviewersField } from './reviewers-field.tsx'

type Props = { whom: Pick<BodyOf<typeof openReview>, 'population' | 'seats'>; onClose: () => void }

type Values = { name: string; dueOn: string | undefined; reviewerIds: number[] }

/** Opens a review of the chosen people, and goes to it. */
export function OpenReviewDialog({ whom, onClose }: Props) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const initial: Values = {
    name: t('reviews.usualName', { year: String(new Date().getFullYear()) }),
    dueOn: undefined,
    reviewerIds: [],
  }
  const form = useForm(openReview, {
    initial,
    request: ({ name, dueOn = '', reviewerIds }) => ({ body: { ...whom, name, dueOn, reviewerIds } }),
    onSuccess: async ({ review }) => {
      await invalidate(client, [listReviews])
      await navigate({ to: '/reviews/$reviewId', params: { reviewId: String(review.reviewId) } })
    },
  })
  const population = form.errorOf('population')
  return (
    <FormDialog
      title={t('reviews.openTitle')}
      text={population ?? t('reviews.openText')}
      form={form}
      onClose={onClose}
    >
      <TextInput {...form.text('name')} label={t('reviews.column.name')} data-autofocus />
      <DateField {...form.field('dueOn')} label={t('reviews.column.dueOn')} />
      <ReviewersField
        value={form.values.reviewerIds}
        onChange={reviewerIds => form.set('reviewerIds', reviewerIds)}
        error={form.errorOf('reviewerIds')}
      />
    </FormDialog>
  )
}
