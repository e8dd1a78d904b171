import type { ForbiddenAction } from '../../contract/users.ts'
import type { InstitutionSettings } from '../context.ts'
import type { RecordDocument } from '../fields/document.ts'
import { elementsOf } from '../fields/elements-of.ts'
import type { RecentTables } from '../institutions/recent-code-tables.ts'
import { type BlockDefinitions, exceededLimits, type LimitFacts } from './limits.ts'

/** What each block of the institution forbids, by its description. */
export const blockDefinitionsIn = (tables: RecentTables): BlockDefinitions =>
  Object.fromEntries((tables['UserBlockDescription'] ?? []).map(({ code, details = {} }) => [code, details]))

type Reason = ForbiddenAction['because'][number]

export type Standing = {
  document: RecordDocument
  blocks: BlockDefinitions
  facts: LimitFacts
  settings: InstitutionSettings
  /** The day of the institution; accounts and blocks last to the end of their day. */
  today: string
}

/** An inactive account is as good as blocked, an expired one signs in and borrows no more (seed 002, status and dates). */
const withoutAccount = ['LOGIN', 'LOAN', 'RENEW', 'HOLD']
const withoutRole = ['LOAN', 'RENEW', 'HOLD']
const patronRoleType = '200'
const order = ['LOGIN', 'LOAN', 'RENEW', 'HOLD', 'ILL']

/**
 * What a user may not do now, and why: by active blocks that have not expired, an inactive account, an expired account, a
 * Patron role that has ended, limits that are exceeded. A block whose definition is gone forbids nothing.
 */
export function forbiddenActions(standing: Standing): ForbiddenAction[] {
  const { document, blocks, settings, today } = standing
  const reasons = new Map<string, Reason[]>()
  const forbid = (actions: readonly string[], reason: Reason) => {
    for (const action of actions) reasons.set(action, [...(reasons.get(action) ?? []), reason])
  }
  if (document['status'] !== 'ACTIVE') forbid(withoutAccount, { kind: 'inactive' })
  if (isOver(document['expiry_date'], today))
    forbid(['LOGIN', 'LOAN', ...(settings.checkForExpiredAccount ? ['HOLD'] : [])], { kind: 'expired' })
  if (patronRole(document, today) === 'ended') forbid(withoutRole, { kind: 'patron_role_ended' })
  for (const { code, elementId } of activeBlocks(document, today)) {
    forbid(actionsOf(blocks, code), { kind: 'block', code, elementId })
  }
  for (const { actions, ...limit } of exceededLimits(standing)) forbid(actions, { kind: 'limit', ...limit })
  return [...reasons]
    .map(([action, because]) => ({ action, because }))
    .toSorted((one, two) => rank(one.action) - rank(two.action) || (one.action < two.action ? -1 : 1))
}

/** Whether somebody has the Patron role now, had it, or never had it. */
export function patronRole(document: RecordDocument, today: string): 'held' | 'ended' | 'none' {
  const roles = elementsOf(document, 'role').filter(({ values }) => values['role_type'] === patronRoleType)
  if (roles.length === 0) return 'none'
  const isHeld = roles.some(
    ({ values }) => values['status'] === 'ACTIVE' && !isOver(values['expiry_date'], today),
  )
  return isHeld ? 'held' : 'ended'
}

function actionsOf(blocks: BlockDefinitions, code: string): readonly string[] {
  const actions = blocks[code]?.actions
  return Array.isArray(actions) ? actions : []
}

/** Blocks that are active and not over, by their description. */
export const activeBlocks = (
  document: RecordDocument,
  today: string,
): { code: string; elementId: string }[] =>
  elementsOf(document, 'block')
    .filter(({ values }) => values['status'] === 'ACTIVE' && !isOver(values['expiry_date'], today))
    .map(({ id, values }) => ({ code: String(values['block_description']), elementId: id }))

const isOver = (date: unknown, today: string): boolean => typeof date === 'string' && date < today

/** Actions that an institution made up come last. */
const rank = (action: string): number => (order.includes(action) ? order.indexOf(action) : order.length)
