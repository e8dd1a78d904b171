import { useQuery } from '@tanstack/react-query'
import { listOwnReviews } from '../../contract/access-reviews.ts'
import { q } from '../api/query.ts'

const freshMilliseconds = 60_000

/** How many reviews wait for whoever is signed in; 0 while it is unknown. */
export function useWaitingReviews(): number {
  const { data } = useQuery({ ...q(listOwnReviews, {}), staleTime: freshMilliseconds })
  return data?.items.length ?? 0
}
