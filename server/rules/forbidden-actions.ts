import { sql } from 'kysely'
import type { ForbiddenAction } from '../../contract/users.ts'
import { splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'

/** SQL for what each block definition of the institution of `u` forbids: code to actions. */
export const blockActionsOf = sql`(select coalesce(jsonb_object_agg(d.code, d.details -> 'actions'), '{}')
  from code_value d where d.institution_id = u.institution_id and d.table_name = 'UserBlockDescription'
    and jsonb_typeof(d.details -> 'actions') = 'array')`

type Reason = ForbiddenAction['because'][number]

type Standing = {
  document: RecordDocument
  /** Block description to the actions that it forbids. */
  blockActions: Readonly<Record<string, readonly string[]>>
  /** The day of the institution; accounts and blocks last to the end of their day. */
  today: string
}

/** Nobody signs in or borrows with an account that is inactive or has expired (seed 002, status and expiration date). */
const ofAccount = ['LOGIN', 'LOAN']
const order = ['LOGIN', 'LOAN', 'RENEW', 'HOLD', 'ILL']

/**
 * What a user may not do now, and why: by active blocks that have not expired, an inactive account, an expired account.
 * A block whose definition is gone forbids nothing.
 */
export function forbiddenActions({ document, blockActions, today }: Standing): ForbiddenAction[] {
  const reasons = new Map<string, Reason[]>()
  const forbid = (actions: readonly string[], reason: Reason) => {
    for (const action of actions) reasons.set(action, [...(reasons.get(action) ?? []), reason])
  }
  if (document['status'] !== 'ACTIVE') forbid(ofAccount, { kind: 'inactive' })
  if (isOver(document['expiry_date'], today)) forbid(ofAccount, { kind: 'expired' })
  for (const { code, elementId } of activeBlocks(document, today)) {
    forbid(blockActions[code] ?? [], { kind: 'block', code, elementId })
  }
  return [...reasons]
    .map(([action, because]) => ({ action, because }))
    .toSorted((one, two) => rank(one.action) - rank(two.action) || (one.action < two.action ? -1 : 1))
}

function activeBlocks(document: RecordDocument, today: string): { code: string; elementId: string }[] {
  return Object.entries(document).flatMap(([path, value]) => {
    const { kind, elementId } = splitPath(path)
    if (kind !== 'block' || elementId === undefined) return []
    const block = value as Record<string, unknown>
    if (block['status'] !== 'ACTIVE' || isOver(block['expiry_date'], today)) return []
    return [{ code: String(block['block_description']), elementId }]
  })
}

const isOver = (date: unknown, today: string): boolean => typeof date === 'string' && date < today

/** Actions that an institution made up come last. */
const rank = (action: string): number => (order.includes(action) ? order.indexOf(action) : order.length)
