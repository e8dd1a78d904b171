import type { Element, UserRecord } from '../../contract/users.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'
import { elementsByKind } from '../fields/elements-of.ts'
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
  return {
    values: Object.fromEntries(shown.map(field => [field.name, document[field.name]])),
    segments: segmentsOf(document, isSocial),
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

/** The elements of every kind of segment, oldest first, without the logins of social networks. */
function segmentsOf(document: RecordDocument, isSocial: IsSocial): Record<string, Element[]> {
  const lists = elementsByKind(document)
  const shown = segments.map(({ kind }): [string, Element[]] => {
    const elements = (lists.get(kind) ?? []).flatMap(({ id, values }) => {
      const path = `${kind}/${id}`
      if (socialLoginAt(path, document, isSocial)) return []
      return { id, values: withoutSecrets(path, values) as Record<string, unknown> }
    })
    return [kind, elements]
  })
  return Object.fromEntries(shown)
}
