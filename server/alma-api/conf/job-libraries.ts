import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { JobParameters } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'

/** What stands for kinds of scopes, not for one of them. */
const kindsOfScope = ['LIBRARY', 'INSTITUTION', 'INST']

/**
 * The library that `…_Scope` and `…_Scope_Name` mean: nobody has published which of them has the code, so either may have
 * the code or the name. The institution is meant by its own code or name, and when nothing is given: undefined.
 */
export async function libraryOf(
  ctx: Context,
  parameters: JobParameters,
  prefix: string,
): Promise<string | undefined> {
  const given = ['Scope', 'Scope_Name'].flatMap(part => parameters.get(`${prefix}_${part}`)?.trim() || [])
  const named = given.filter(one => !kindsOfScope.includes(one.toUpperCase()))
  if (named.length === 0) return given.some(isInstitution) ? ctx.institution.code : undefined
  const { rows } = await sql<{ code: string; names: string[] }>`
    select code, array[lower(code), lower(name)] as names from library
    where institution_id = ${ctx.institution.institutionId}
    union all
    select code, array[lower(code), lower(name)] from institution
    where institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  const found = named.map(one => rows.find(row => row.names.includes(one.toLowerCase()))?.code)
  const missing = found.indexOf(undefined)
  if (missing >= 0) throw refuseJob('402119', { reason: `There is no library ${named[missing]}.` })
  if (new Set(found).size > 1)
    throw refuseJob('402119', { reason: `${prefix}_Scope and ${prefix}_Scope_Name are two libraries.` })
  return found[0]
}

const isInstitution = (scope: string): boolean => scope.toUpperCase() !== 'LIBRARY'
