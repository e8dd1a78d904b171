import { type RawBuilder, sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { ownerOf } from './fee-rows.ts'

/** Which fees a job is about: without types every type, without an owner fees of every owner. */
export type FeeChoice = { types?: string[]; owner?: string }

/** Condition on `f`: an active fee of somebody, as chosen, that the actor may see (features T1). */
export function chosenFees(ctx: Context, { types, owner }: FeeChoice): RawBuilder<boolean> {
  const isOfType = types?.length ? sql`f.fee_type = any (${sql.val(types)}::text[])` : sql`true`
  const isOfOwner = owner ? sql`f.owner is not distinct from ${ownerOf(ctx, owner)}::text` : sql`true`
  return sql`f.institution_id = ${ctx.institution.institutionId} and f.status = 'ACTIVE' and f.user_id is not null
    and ${isOfType} and ${isOfOwner} and ${seenOwner(sql`f.owner`, librariesSeen(ctx))}`
}

export async function problemsOfChoice(ctx: Context, { types, owner }: FeeChoice): Promise<FieldProblem[]> {
  const tables = await readCodeTables(ctx)
  const known = (table: string, code: string) => tables[table]?.some(one => one.code === code) === true
  const wrongType = types?.find(type => !known(feeTables.type, type))
  const isOwner = !owner || owner === ctx.institution.code || known('Libraries', owner)
  return [
    ...(wrongType === undefined ? [] : [{ field: 'types', rule: 'unknown_code' }]),
    ...(isOwner ? [] : [{ field: 'owner', rule: 'unknown_code' }]),
  ]
}
