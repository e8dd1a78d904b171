/** What the API refuses by itself: always HTTP 400, a code of digits and its words (facts: alma-api §4.5). */
export class AlmaRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'AlmaRefusal'
    this.code = code
  }
}

/** Words of a code; `{name}` stands for something of the call. */
export type Refusals = Readonly<Record<string, string>>

/** Makes refusals by a table: `refuse('401861', { id })`. */
export function refusals<T extends Refusals>(table: T) {
  return (code: keyof T & string, values: Readonly<Record<string, string | number>> = {}): AlmaRefusal =>
    new AlmaRefusal(
      code,
      table[code]!.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    )
}

/** What operations of every kind refuse. */
export const refuse = refusals({
  '401664': 'Mandatory field is missing: {field}',
  '401666': 'Parameter {name} is not valid: {value}',
  '401676': 'No valid XML was given.',
  '401861': 'User with identifier {id} was not found.',
  '401890': 'User with identifier {id} of type {type} was not found.',
  '402119': 'General error: {reason}',
  '40166410': 'Invalid parameter {name}: {value}',
})
