import { sql } from 'kysely'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { type AlmaUser, fromAlmaJson } from '../../alma-user/from-alma-json.ts'
import { swapElements } from '../../alma-user/swap-elements.ts'
import { rememberedOverrides, swapFields } from '../../alma-user/swap-fields.ts'
import type { Context } from '../../context.ts'
import { hasPassword } from '../../credentials/password-rules.ts'
import type { Json, Patch, RecordDocument } from '../../fields/document.ts'
import type { EditScope } from '../../rules/edit-scope.ts'
import { keyOf, usersNamed } from '../find-user.ts'
import { refuse } from '../refusal.ts'

/** What an object says about an account of that type: all that an account has is its own unless it is external. */
export function readIncoming(ctx: Context, tree: AlmaTree, accountType: Json | undefined): AlmaUser {
  const type = accountType === 'EXTERNAL' ? 'EXTERNAL' : 'INTERNAL'
  const read = fromAlmaJson({ ...tree, account_type: type }, { institutionCode: ctx.institution.code })
  // A password is for those who sign in with one of ours.
  if (hasPassword(accountType, ctx.institution.settings)) return read
  const { password: _unused, ...others } = read
  return others
}

/** The account as an object states it, before anything else of it is read. */
export const statedFields = (ctx: Context, tree: AlmaTree): AlmaUser['fields'] =>
  fromAlmaJson({ ...tree, contact_info: null }, { institutionCode: ctx.institution.code }).fields

type Swap = { incoming: AlmaUser; overrides: ReadonlySet<string>; scope: EditScope }

/** What replacing a record by an object changes, and what is remembered about it; only what differs. */
export async function swapUser(
  ctx: Context,
  record: RecordDocument,
  { incoming, overrides, scope }: Swap,
): Promise<{ edit: Patch; remembered: Patch }> {
  const { fields, elements, proxyFor = [] } = incoming
  const changed = swapFields(record, { fields, overrides, settings: scope.settings })
  const edit = {
    ...changed,
    ...swapElements(record, { elements, codes: scope.codes, institutionCode: scope.institutionCode }),
    ...(await swapProxies(ctx, record, await patronsNamed(ctx, proxyFor))),
  }
  return { edit, remembered: rememberedOverrides(record, changed, overrides) }
}

/**
 * Patrons who are not named any more have lost their proxy, but those who have a sponsor keep them for ever (features H3).
 * Whom no answer can name, because there is no such user any more, stays.
 */
async function swapProxies(
  ctx: Context,
  record: RecordDocument,
  wanted: ReadonlySet<number>,
): Promise<Patch> {
  const held = Object.entries(record).filter(([path]) => path.startsWith('proxy/')) as [string, Proxy][]
  const known = new Set(held.map(([, { patron_id }]) => patron_id))
  const lost = held.filter(([, one]) => !wanted.has(one.patron_id) && one.fulfillment !== true)
  const named = await usersAmong(
    ctx,
    lost.map(([, { patron_id }]) => patron_id),
  )
  const added = [...wanted].filter(patronId => !known.has(patronId))
  return {
    ...Object.fromEntries(
      lost.flatMap(([path, { patron_id }]) => (named.has(patron_id) ? [[path, null]] : [])),
    ),
    ...Object.fromEntries(added.map(patronId => [`proxy/k${patronId}`, { patron_id: patronId }])),
  }
}

async function usersAmong(ctx: Context, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ user_id: number }>`select user_id from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = any (${sql.val(ids)}::bigint[])`.execute(
    ctx.db,
  )
  return new Set(rows.map(row => row.user_id))
}

type Proxy = { patron_id: number; fulfillment?: boolean }

/** Users by their primary identifiers; 401861 for one that nobody has. */
async function patronsNamed(ctx: Context, primaryIds: readonly string[]): Promise<ReadonlySet<number>> {
  if (primaryIds.length === 0) return new Set()
  const { institutionId } = ctx.institution
  const keys = new Map(primaryIds.map(id => [keyOf({ id, type: 'primary_id' }), id]))
  const { rows } = await sql<{ key: string; user_id: number }>`
    select n.key, n.user_id from (${usersNamed(institutionId, [...keys.keys()])}) n`.execute(ctx.db)
  const found = new Map(rows.map(row => [row.key, row.user_id]))
  const missing = [...keys].find(([key]) => !found.has(key))
  if (missing) throw refuse('401861', { id: missing[1].slice(0, 255) })
  return new Set(found.values())
}
