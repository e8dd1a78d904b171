import { sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { addMatching, insertSet, type SetNames } from './create-set.ts'
import { readSet } from './read-set.ts'

type Pair = { firstSetId: number; secondSetId: number }
export type Operation = 'and' | 'or' | 'not'

/** Set algebra is filter algebra. `not`: in the first, but not in the second. */
function combination({ firstSetId, secondSetId }: Pair, operation: Operation): Filter {
  const first: Filter = { set: firstSetId }
  const second: Filter = { set: secondSetId }
  if (operation === 'or') return { or: [first, second] }
  return { and: [first, operation === 'and' ? second : { not: second }] }
}

/** A new itemised set of whoever the combination of two sets holds now. */
export async function combineSets(
  ctx: Context,
  input: SetNames & Pair & { operation: Operation },
): Promise<UserSet> {
  requirePermission(ctx, 'sets.manage')
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const filter = combination(input, input.operation)
    await scopeFor(inner, filter)
    const setId = await insertSet(inner, input, { origin: 'combination' })
    await addMatching(inner, setId, filter)
    return readSet(inner, setId)
  })
}

export type CombinationCounts = { first: number; second: number; and: number; or: number; not: number }

/** How many users each combination of the two sets would hold, in one pass. */
export async function previewCombination(ctx: Context, pair: Pair): Promise<CombinationCounts> {
  requirePermission(ctx, 'sets.manage')
  const either = combination(pair, 'or')
  const scope = await scopeFor(ctx, either)
  const inFirst = compileFilter({ set: pair.firstSetId }, scope)
  const inSecond = compileFilter({ set: pair.secondSetId }, scope)
  const { rows } = await sql<CombinationCounts>`
    select count(*) filter (where a) as first, count(*) filter (where b) as second,
      count(*) filter (where a and b) as and, count(*) as or, count(*) filter (where a and not b) as not
    from (select coalesce(${inFirst}, false) as a, coalesce(${inSecond}, false) as b from user_account u
      where u.institution_id = ${ctx.institution.institutionId}) m
    where a or b`.execute(ctx.db)
  return rows[0]!
}
