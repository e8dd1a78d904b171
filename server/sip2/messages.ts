import { dateIn } from '../calendar.ts'

/** Bytes of the fixed fields of a request, by its code (SIP 2.00, "Messages"). */
const fixedBytes = { '23': 21, '35': 18, '63': 31, '93': 2, '97': 0, '99': 8 } as const

export type Code = keyof typeof fixedBytes

export type Sip2Request = {
  code: Code
  fixed: string
  /** The first of each name; a field that is there without a value is an empty text. */
  fields: ReadonlyMap<string, string>
}

const isCode = (text: string): text is Code => Object.hasOwn(fixedBytes, text)

/** A request without its error detection; undefined when it is none that is answered, or shorter than it has to be. */
export function parseRequest(body: Buffer): Sip2Request | undefined {
  const code = body.toString('latin1', 0, 2)
  if (!isCode(code)) return undefined
  const end = 2 + fixedBytes[code]
  if (body.length < end) return undefined
  const fields = new Map<string, string>()
  for (const field of body.toString('utf8', end).split('|')) {
    const name = field.slice(0, 2)
    if (/^[A-Z]{2}$/.test(name) && !fields.has(name)) fields.set(name, field.slice(2))
  }
  return { code, fixed: body.toString('latin1', 2, end), fields }
}

/** Lists that Patron Information can ask for, in the order of its summary, with the field of their entries. */
export const listFields = {
  holds: 'AS',
  overdue: 'AT',
  charged: 'AU',
  fines: 'AV',
  recalls: 'BU',
  unavailable: 'CD',
} as const
export type List = keyof typeof listFields
const lists = Object.keys(listFields) as List[]

/** The list that a Patron Information request asks for: the first `Y` of its summary. */
export function listAskedFor({ fixed }: Sip2Request): List | undefined {
  return lists[fixed.slice('00119960212    100239'.length).search('Y')]
}

const mostEntries = 100

/** Entries of the list that are asked for, from 1 on; without an end as many as one answer has. */
export function entriesAskedFor({ fields }: Sip2Request): { start: number; end: number } {
  const numberIn = (name: string) => (/^\d{1,5}$/.test(fields.get(name) ?? '') ? Number(fields.get(name)) : 0)
  const start = numberIn('BP') || 1
  const last = start + mostEntries - 1
  return { start, end: Math.min(numberIn('BQ') || last, last) }
}

/** Two letters and a value; without a value it is left out. */
export type Field = readonly [name: string, value: string | undefined]

/** An answer: code and fixed fields, then those with names. */
export function formatAnswer(head: string, fields: readonly Field[]): string {
  const sent = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}${plain(value)}|`]))
  return head + sent.join('')
}

const longestValue = 255

/** Nothing in a value may end it or the message. */
function plain(value: string): string {
  return [...value.replaceAll(/[\p{Cc}|]/gu, ' ')].slice(0, longestValue).join('')
}

/** A count in four digits. */
export const count = (number: number): string => String(Math.min(number, 9999)).padStart(4, '0')

export const flag = (isSo: boolean): string => (isSo ? 'Y' : 'N')

/** Date and time in the institution's zone; four blanks say that it is the local one. */
export function moment(timeZone: string, now: Date): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(now)
  return `${dateIn(timeZone, now).replaceAll('-', '')}    ${time.replaceAll(':', '')}`
}

/** English: that is what the messages for the screen are in. */
export const language = '001'

/** Patron status, SC status, resend, login, patron information and end of session: the rest is not answered. */
const supported = 'YNNNYYYYYNNNNNNN'

/**
 * Online; no returns, loans, renewals, changes of patrons or work offline; an answer comes within 10 seconds, asked for
 * three times at most.
 */
export function formatSystemStatus(
  institution: { code: string; name: string; timeZone: string },
  now: Date,
): string {
  const head = `98YNNNNN100003${moment(institution.timeZone, now)}2.00`
  return formatAnswer(head, [
    ['AO', institution.code],
    ['AM', institution.name],
    ['BX', supported],
  ])
}
