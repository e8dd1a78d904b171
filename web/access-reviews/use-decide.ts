import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type Decision,
  decide,
  listOwnItems,
  listOwnReviews,
  type ReviewItem,
  readOwnReview,
} from '../../contract/access-reviews.ts'
import { invalidate, useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { problemText } from '../ui/error-state.tsx'
import { useToast } from '../ui/use-toast.ts'

const route = getRouteApi('/shell/my-reviews/$reviewId')
const stale = [listOwnItems, readOwnReview, listOwnReviews]

/** Decides about people of the review on this page; whom the server leaves alone, and a failure, are told briefly. */
export function useDecide(onDone?: () => void) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const reviewId = Number(route.useParams().reviewId)
  const send = useSend(decide, {
    invalidates: stale,
    onSuccess: ({ refused }) => {
      onDone?.()
      if (refused.length > 0) toast(t('reviews.refused', { count: refused.length }))
    },
  })
  return {
    isSending: send.isPending,
    decide: (items: readonly Pick<ReviewItem, 'itemId'>[], decision: Decision | null, note?: string) =>
      send.mutate(
        {
          params: { reviewId },
          body: { itemIds: items.map(one => one.itemId), decision, ...(note === undefined ? {} : { note }) },
        },
        {
          onError: error => {
            toast(problemText(t, error))
            // It may have been closed meanwhile.
            void invalidate(client, stale)
          },
        },
      ),
  }
}

/** Why nothing, or nothing but keeping, can be decided about somebody here. */
export function useRefusal(): (item: ReviewItem, decision: Decision) => string | undefined {
  const t = useText()
  return (item, decision) => {
    if (item.userId === undefined) return t('reviews.why.user_gone')
    if (item.isOwn) return t('reviews.why.own_account')
    return item.isProtected && decision !== 'keep' ? t('reviews.why.protected') : undefined
  }
}
