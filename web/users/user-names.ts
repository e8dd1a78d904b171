import { useQueries } from '@tanstack/react-query'
import { readUserNames, type UserName } from '../../contract/users.ts'
import { call } from '../api/client.ts'
import { useText } from '../i18n/use-text.ts'
import { batching } from './batching.ts'

const mostAtOnce = 200
const freshMilliseconds = 60_000

const loadName = batching<UserName>(mostAtOnce, async ids => {
  const { items } = await call(readUserNames, { query: { ids: ids.join() } })
  return new Map(items.map(item => [item.userId, item]))
})

/**
 * Names of users that a page refers to, all of them asked for together: `nameOf(id)` is the name with the primary
 * identifier, words for somebody who is no longer there, empty while it is unknown.
 */
export function useUserNames(userIds: readonly number[]): (userId: number) => string {
  const t = useText()
  const ids = [...new Set(userIds)]
  const answers = useQueries({
    queries: ids.map(id => ({
      queryKey: [readUserNames.path, id],
      queryFn: () => loadName(id),
      staleTime: freshMilliseconds,
    })),
  })
  return userId => {
    const name = answers[ids.indexOf(userId)]?.data
    if (name === undefined) return ''
    return name === null ? t('userName.gone', { id: String(userId) }) : `${name.name} (${name.primaryId})`
  }
}
