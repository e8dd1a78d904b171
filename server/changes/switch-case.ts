import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'

const mostExamples = 5

/** Identifiers that would be equal if case did not matter: some of them, each in the forms that it has. */
export async function equalButForCase(ctx: Context): Promise<string[][]> {
  const { rows } = await sql<{ forms: string[] }>`
    select array_agg(value order by value) as forms from user_identifier
    where institution_id = ${ctx.institution.institutionId}
    group by lower(value) having count(*) > 1 order by lower(value) limit ${mostExamples}`.execute(ctx.db)
  return rows.map(row => row.forms)
}

/**
 * Brings the keys of all identifiers to the mode that the institution has now, in the transaction of `ctx.db`, which holds
 * the institution `for update` so that nobody writes identifiers meanwhile.
 */
export async function recomputeIdentifierKeys(ctx: Context): Promise<void> {
  const { institutionId } = ctx.institution
  const isPrimary = sql`i.element_id = 'primary'`
  const key = identifierKey(institutionId, { value: sql`i.value`, isPrimary })
  await sql`update user_identifier i set value_key = ${key}
    where i.institution_id = ${institutionId} and i.value_key is distinct from ${key}`.execute(ctx.db)
}
