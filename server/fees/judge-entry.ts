import { sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

type Codes = { reason?: string | undefined; method?: string | undefined; desk?: string | undefined }

/** Throws `invalid_values` unless reason, method and desk are codes in use, and the desk is one at which the actor may be. */
export async function judgeEntry(ctx: Context, entry: Codes): Promise<void> {
  const problems = await problemsOfEntry(ctx, entry)
  if (problems.length > 0) throw appError('invalid_values', { problems })
}

export async function problemsOfEntry(ctx: Context, entry: Codes): Promise<FieldProblem[]> {
  const asked = (['reason', 'method', 'desk'] as const).filter(field => entry[field] !== undefined)
  const { rows } = await sql<{ table_name: string; code: string; library: string | null }>`
    select table_name, code, details ->> 'library' as library from code_value
    where institution_id = ${ctx.institution.institutionId} and is_enabled and (table_name, code) in (
      select * from unnest(${asked.map(field => feeTables[field])}::text[],
        ${asked.map(field => entry[field]!)}::text[]))`.execute(ctx.db)
  return asked.flatMap((field): FieldProblem[] => {
    const known = rows.find(row => row.table_name === feeTables[field] && row.code === entry[field])
    if (!known) return [{ field, rule: entry[field] === '' ? 'required' : 'unknown_code' }]
    return field === 'desk' && !mayStandAt(ctx, known) ? [{ field, rule: 'not_your_desk' }] : []
  })
}

/** Roles that are limited to libraries are good for their desks only. */
function mayStandAt({ actor }: Context, desk: { code: string; library: string | null }): boolean {
  if (!('libraries' in actor) || actor.libraries === 'all') return true
  return (
    actor.libraries.includes(desk.code) || (desk.library !== null && actor.libraries.includes(desk.library))
  )
}
