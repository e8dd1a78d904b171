import type { Kysely } from 'kysely'
import type { Institution } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import { inTransaction } from '../db/transaction.ts'
import { installCodeTables } from './code-tables.ts'
import { defaultCodeTables } from './default-code-tables.ts'
import { installDefaultRules } from './default-rules.ts'
import { findInstitution } from './read-institution.ts'

/**
 * Makes sure that there is an institution: an empty database gets one without a real name, and code tables with
 * which one can work. The set-up gives it its name and time zone.
 */
export async function foundInstitution(db: Kysely<Database>, code?: string): Promise<Institution> {
  return (await findInstitution(db, code)) ?? inTransaction(db, inner => createInstitution(inner, code))
}

async function createInstitution(db: Kysely<Database>, code = 'INSTITUTION'): Promise<Institution> {
  await db
    .insertInto('institution')
    .values({ code, name: 'Carrel' })
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
  const institution = (await findInstitution(db, code))!
  await installCodeTables(db, institution.institutionId, defaultCodeTables)
  await installDefaultRules(db, institution.institutionId)
  return institution
}
