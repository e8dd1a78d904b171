import type { Element, UserRecord } from '../../contract/users.ts'
import { fieldNamed, splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'
import { withoutSecrets } from '../fields/secrets.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { socialLoginAt } from '../rules/social-login.ts'

type IsSocial = (idType: string) => boolean

/** The fields and elements of a record. Sensitive values (the PIN) are for those who may change them. */
export function partsOf(
  document: RecordDocument,
  { seesSensitive, isSocial }: { seesSensitive: boolean; isSocial: IsSocial },
): Pick<UserRecord, 'values' | 'segments' | 'originalValues'> {
  const shown = userFields.filter(
    field =>
      field.section !== 'internal' &&
      document[field.name] !== undefined &&
      (seesSensitive || !field.sensitive),
  )
  const paths = Object.keys(document).filter(path => !socialLoginAt(path, document, isSocial))
  return {
    values: Object.fromEntries(shown.map(field => [field.name, document[field.name]])),
    segments: segmentsOf(document, paths),
    originalValues: originalValues(document),
  }
}

/** Social networks by which somebody can sign in; their identifiers are in no tab. */
export const socialLoginsOf = (document: RecordDocument, isSocial: IsSocial): string[] => [
  ...new Set(Object.keys(document).flatMap(path => socialLoginAt(path, document, isSocial) ?? [])),
]

function originalValues(document: RecordDocument): Record<string, unknown> {
  const sent = (document['sis_values'] ?? {}) as RecordDocument
  const taken = Object.keys((document['locked_fields'] ?? {}) as object)
  return Object.fromEntries(
    taken.map(name => [name, fieldNamed(name)?.sensitive ? null : (sent[name] ?? null)]),
  )
}

/** Elements of these paths by kind, oldest first. */
function segmentsOf(document: RecordDocument, paths: readonly string[]): Record<string, Element[]> {
  const lists: Record<string, Element[]> = Object.fromEntries(segments.map(segment => [segment.kind, []]))
  for (const path of paths) {
    const { kind, elementId } = splitPath(path)
    if (elementId === undefined) continue
    const values = withoutSecrets(path, document[path]!) as Record<string, unknown>
    lists[kind]!.push({ id: elementId, values })
  }
  const moment = (element: Element): string => `${element.values['created_at'] ?? ''} ${element.id}`
  for (const list of Object.values(lists)) list.sort((a, b) => (moment(a) < moment(b) ? -1 : 1))
  return lists
}
