import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'

/** The whole record of the user of that name, or undefined. */
export async function readDocument(ctx: Context, primaryId: string): Promise<RecordDocument | undefined> {
  const { rows } = await sql<{
    document: RecordDocument
  }>`select ${documentOf()} as document from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.primary_id = ${primaryId}`.execute(ctx.db)
  return rows[0]?.document
}
