import type { Kysely } from 'kysely'
import type { Institution } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import { inTransaction } from '../db/transaction.ts'
import { installCodeTables } from './code-tables.ts'
import { defaultCodeTables } from './default-code-tables.ts'
import { findInstitution } from './read-institution.ts'

/**
 * Makes sure that there is an institution: an empty database gets one without a real name, and code tables with
 * which one can work. The set-up gives it its name and time zone.
 */
export async function foundInstitution(db: Kysely<Database>): Promise<Institution> {
  return (await findInstitution(db)) ?? inTransaction(db, createInstitution)
}

async function createInstitution(db: Kysely<Database>): Promise<Institution> {
  await db
    .insertInto('institution')
    .values({ code: 'INSTITUTION', name: 'Carrel' })
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
  const institution = (await findInstitution(db))!
  await installCodeTables(db, institution.institutionId, defaultCodeTables)
  return institution
}
