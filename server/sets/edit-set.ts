import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { checkNames, type SetNames } from './create-set.ts'
import { lockOwnSet } from './own-set.ts'

export type EditSetInput = Required<SetNames> & { setId: number; filter?: unknown }

/**
 * Changes what one's own set is called, who sees it and, if it is a logical one, its filter. Throws `name_taken`, and
 * `invalid_filter` for a filter that leads back to the set.
 */
export async function editSet(ctx: Context, { setId, filter: given, ...names }: EditSetInput): Promise<void> {
  requirePermission(ctx, 'sets.manage')
  checkNames(names)
  const filter = given === undefined ? undefined : parseFilter(given)
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { kind } = await lockOwnSet(inner, setId)
    if (filter && kind === 'itemised')
      throw appError('invalid_input', { problems: [{ field: 'filter', rule: 'read_only' }] })
    await sql`update user_set set name = ${names.name.trim()}, description = ${names.description || null},
        note = ${names.note || null}, is_private = ${names.isPrivate}, updated_at = ${ctx.now()},
        filter = coalesce(${filter ? JSON.stringify(filter) : null}::jsonb, filter)
      where institution_id = ${ctx.institution.institutionId} and set_id = ${setId}`.execute(db)
    // What the new filter names must be there and visible, and must not be the set itself.
    if (filter) await scopeFor(inner, filter)
    await scopeFor(inner, { set: setId })
  })
}
