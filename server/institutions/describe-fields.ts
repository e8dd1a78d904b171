import type { Configuration, FieldDescription } from '../../contract/configuration.ts'
import { derivedFields } from '../fields/derived-fields.ts'
import { segments } from '../fields/segments.ts'
import type { ElementField, Field } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'

/** The field catalogue for clients: what they may show, edit and filter by. Fields of the machine stay out. */
export function describeFields(): Pick<Configuration, 'fields' | 'segments'> {
  return {
    fields: [
      ...userFields.filter(field => field.section !== 'internal').map(describeField),
      ...derivedFields.map(({ name, type }) => ({ name, type, derived: true, readOnly: true })),
    ],
    segments: segments.map(segment => ({
      kind: segment.kind,
      fields: segment.fields.map(describeElementField),
      ...(segment.notForContacts ? { notForContacts: true } : {}),
    })),
  }
}

function describeField(field: Field): FieldDescription {
  return {
    ...describeElementField(field),
    section: field.section,
    external: field.external,
    ...(field.readOnly ? { readOnly: true } : {}),
    ...(field.sensitive ? { sensitive: true } : {}),
    ...(field.notForContacts ? { notForContacts: true } : {}),
  }
}

type Common = Pick<ElementField, 'name' | 'type' | 'codeTable' | 'maxLength' | 'required'>

function describeElementField({ name, type, codeTable, maxLength, required }: Common): FieldDescription {
  return {
    name,
    type,
    ...(codeTable === undefined ? {} : { codeTable }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(required === undefined ? {} : { required }),
  }
}
