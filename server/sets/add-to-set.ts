import { sql } from 'kysely'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { parseFilter } from '../filters/parse.ts'
import { addMatching } from './create-set.ts'
import { readSet } from './read-set.ts'

export type AddToSetInput = { setId: number; filter: unknown }

/** Adds whoever matches now to one's own itemised set; a logical one is its filter and has no list to add to. */
export async function addToSet(ctx: Context, input: AddToSetInput): Promise<{ set: UserSet; added: number }> {
  requirePermission(ctx, 'sets.manage')
  const { setId } = input
  const filter = parseFilter(input.filter)
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const before = await readSet(inner, setId)
    if (!before.isOwn) throw appError('forbidden', { entity: 'set', id: setId })
    if (before.kind === 'logical')
      throw appError('invalid_input', { problems: [{ field: 'setId', rule: 'read_only' }] })
    const added = await addMatching(inner, setId, filter)
    await sql`update user_set set updated_at = ${ctx.now()}
      where institution_id = ${ctx.institution.institutionId} and set_id = ${setId}`.execute(trx)
    return { set: await readSet(inner, setId), added }
  })
}
