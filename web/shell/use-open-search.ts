import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SearchIndex } from '../../contract/filter.ts'
import { findByIdentifier } from '../../contract/recent-users.ts'
import { listUsers } from '../../contract/users.ts'
import { q } from '../api/query.ts'

/** Where a scanned number can be that of a person. */
const scanned: readonly SearchIndex[] = ['all', 'primary_id', 'identifier']

/** Longer than any identifier. */
const longestIdentifier = 255

/**
 * What Enter in the search box does: an identifier, whole and of any type, opens its person, whoever else has it in
 * part; then the only hit; else the list (features A3).
 */
export function useOpenSearch() {
  const onlyHit = useOnlyHit()
  const navigate = useNavigate()
  return async (text: string, index: SearchIndex) => {
    const userId = text === '' ? undefined : await onlyHit(text, index)
    if (userId !== undefined) {
      return navigate({ to: '/users/$userId/$tab', params: { userId: String(userId), tab: 'general' } })
    }
    const search = { q: text || undefined, index: index === 'all' ? undefined : index }
    return navigate({ to: '/users', search })
  }
}

/** A question that fails is no hit: the list asks again, and says what is wrong. */
function useOnlyHit() {
  const client = useQueryClient()
  return async (text: string, index: SearchIndex): Promise<number | undefined> => {
    if (scanned.includes(index) && text.length <= longestIdentifier) {
      const exact = await client
        .fetchQuery(q(findByIdentifier, { query: { value: text } }))
        .catch(() => undefined)
      if (exact?.userIds.length === 1) return exact.userIds[0]
    }
    const hits = await client
      .fetchQuery(q(listUsers, { query: { q: text, index, limit: 2 } }))
      .catch(() => undefined)
    return hits?.items.length === 1 ? hits.items[0]?.userId : undefined
  }
}
