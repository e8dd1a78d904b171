import { sql } from 'kysely'
import type { PurgeCriteria } from '../../../contract/purge.ts'
import { addDays } from '../../calendar.ts'
import { documentsOf } from '../../changes/testing/world.ts'
import type { Context } from '../../context.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { setId, today } from '../../tasks/testing/population.ts'

/** All that a purge looks at, of one user. */
export type Facts = {
  userId: number
  document: RecordDocument
  /** Exact, in cents. */
  balance: number
  activeLoans: number
  requests: string[]
  links: string[]
  isInSet: boolean
}

/** Reads table by table and adds up here: not the way in which the purge does. */
export async function factsOf(ctx: Context, userIds: readonly number[]): Promise<Facts[]> {
  const documents = await documentsOf(ctx, [...userIds])
  type Row = { table: string; user_id: number; value: string | null }
  const { rows } = await sql<Row>`
    select 'fee' as "table", user_id, balance::text as value from fee where status = 'ACTIVE'
    union all select 'loan', user_id, returned_at::text from loan
    union all select 'request', user_id, status from request
    union all select 'link', user_id, kind from user_link
    union all select 'member', user_id, null from user_set_member where set_id = ${setId}`.execute(ctx.db)
  const inOrder = [...documents].toSorted(([one], [two]) => one - two)
  return inOrder.map(([userId, document]) => {
    const of = (table: string) => rows.filter(row => row.table === table && row.user_id === userId)
    return {
      userId,
      document,
      balance: of('fee').reduce((sum, row) => sum + cents(row.value!), 0),
      activeLoans: of('loan').filter(row => row.value === null).length,
      requests: of('request').map(row => row.value!),
      links: of('link').map(row => row.value!),
      isInSet: of('member').length > 0,
    }
  })
}

const cents = (amount: string): number => Math.round(Number(amount) * 100)

const ended = ['COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED']

/** Whether the criteria consider the user at all. */
export function isConsidered({ document, isInSet }: Facts, criteria: PurgeCriteria): boolean {
  const purgeDate = document['purge_date'] as string | undefined
  if (purgeDate === undefined || purgeDate > addDays(today, -Math.max(criteria.daysAfterPurgeDate ?? 0, 1)))
    return false
  if (criteria.recordType && document['record_type'] !== criteria.recordType) return false
  const { userGroups } = criteria
  if (userGroups?.length && !userGroups.includes(document['user_group'] as string)) return false
  return criteria.filter === undefined || isInSet
}

type Role = { role_type: string; status: string; scope?: string; expiry_date?: string }

const administers = ({ role_type, status, scope, expiry_date: expiry = today }: Role): boolean =>
  role_type === '50' && status === 'ACTIVE' && scope === undefined && expiry >= today

/** Why the user stays; empty: may go. */
export function reasonsToKeep(facts: Facts, criteria: PurgeCriteria): string[] {
  const { document } = facts
  const roles = Object.entries(document).filter(([path]) => path.startsWith('role/'))
  const expiryDate = document['expiry_date'] as string | undefined
  const isOpen = document['status'] === 'ACTIVE' && (expiryDate === undefined || expiryDate >= today)
  const reasons: Record<string, boolean> = {
    protected: (document['primary_id'] as string).startsWith('EXL_'),
    administrator: isOpen && roles.some(([, role]) => administers(role as Role)),
    never_purge: document['never_purge_reason'] !== undefined,
    fees_above_threshold: facts.balance > cents(criteria.waiveThreshold ?? '0'),
    active_loans: facts.activeLoans > 0,
    request_on_hold_shelf: facts.requests.includes('ON_HOLD_SHELF'),
    open_requests: facts.requests.some(status => !ended.includes(status)),
    linked_in_other_systems: facts.links.some(kind => kind !== 'ACTIVE_ELSEWHERE'),
    active_elsewhere: facts.links.includes('ACTIVE_ELSEWHERE'),
    staff_roles: roles.some(([, role]) => (role as { role_type: string }).role_type !== '200'),
    not_expired: isOpen,
  }
  const ignored: readonly string[] = criteria.ignoreReasons ?? []
  return Object.keys(reasons).filter(reason => reasons[reason] && !ignored.includes(reason))
}
