import { sql } from 'kysely'
import type { Json, RecordDocument } from '../fields/document.ts'

/** SQL for the codes of identifier types that are logins of a social network, of the institution of row `u`. */
export const socialTypesOf = sql<string[]>`array(
  select code from code_value t where t.institution_id = u.institution_id and t.table_name = 'UserIdentifierTypes'
    and t.details @> '{"social": true}')`

/** Type of the social login that stands at a path of a document, or undefined; such identifiers are in no tab. */
export function socialLoginAt(
  path: string,
  record: RecordDocument,
  isSocial: (idType: string) => boolean,
): string | undefined {
  if (!path.startsWith('identifier/') || record[path] === undefined) return undefined
  const idType = String((record[path] as Record<string, Json>)['id_type'])
  return isSocial(idType) ? idType : undefined
}
