import { completeElement } from '../../fields/complete.ts'
import type { Json } from '../../fields/document.ts'
import type { DemoRole } from '../beyond-sis-types.ts'

/** A role of the demo as an element of a record. */
export function roleElement(role: DemoRole, moment?: string): Record<string, Json> {
  const { parameter, ...values } = role
  return completeElement('role', {
    ...values,
    parameters: parameter.length > 0 ? parameter.map(withoutNulls) : null,
    status_date: moment?.slice(0, 10),
    created_at: moment,
  })
}

/** Records hold no nulls, at any depth. */
function withoutNulls(values: object): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
