import type { Configuration, FieldDescription } from '../../contract/configuration.ts'
import type { Context, InstitutionSettings } from '../context.ts'
import { derivedFields } from '../fields/derived-fields.ts'
import { seesKind } from '../fields/owned.ts'
import { segments } from '../fields/segments.ts'
import type { ElementField, Field } from '../fields/types.ts'
import { userFields } from '../fields/user-fields.ts'

/** The field catalogue for clients: what they may show, edit and filter by. What is internal or secret stays out. */
export function describeFields(ctx: Context): Pick<Configuration, 'fields' | 'segments'> {
  const shown = segments.filter(segment => seesKind(ctx, segment))
  return {
    fields: [
      ...userFields.filter(field => isThere(field, ctx.institution.settings)).map(describeField),
      ...derivedFields.map(({ name, type }) => ({ name, type, derived: true, readOnly: true })),
    ],
    segments: shown.map(({ kind, tab, fields, notForContacts, neededBy, edit, permission }) => ({
      kind,
      tab,
      fields: fields.filter(field => !field.secret).map(describeElementField),
      ...given({ notForContacts, neededBy: neededBy && [...neededBy], edit, permission }),
    })),
  }
}

const isThere = (field: Field, settings: InstitutionSettings): boolean =>
  field.section !== 'internal' && field.onlyIf?.(settings) !== false

/** Without the entries that say nothing. */
function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never
}

function describeField(field: Field): FieldDescription {
  const { section, external, readOnly, sensitive, notForContacts, permission, unrecorded } = field
  const flags = given({ readOnly, sensitive, notForContacts, permission, unrecorded })
  return { ...common(field), section, external, ...flags }
}

function describeElementField(field: ElementField): FieldDescription {
  const { asked, required = asked, single, machine, hidden, decidedBy } = field
  return { ...common(field), ...given({ required, single, machine, hidden, decidedBy }) }
}

function common(field: Field | ElementField): FieldDescription {
  const { name, type, codeTable, maxLength, notInPast, format, fallback } = field
  return { name, type, ...given({ codeTable, maxLength, notInPast, format, fallback }) }
}
