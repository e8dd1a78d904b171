import type { Json, RecordDocument } from '../fields/document.ts'
import type { RecentTables } from '../institutions/recent-code-tables.ts'

/** Whether an identifier type is a login of a social network. */
export const isSocialType =
  (tables: RecentTables) =>
  (idType: string): boolean =>
    tables['UserIdentifierTypes']?.find(({ code }) => code === idType)?.details?.['social'] === true

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
