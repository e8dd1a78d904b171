import type { Filter, SearchIndex } from '../../../contract/filter.ts'
import { isDate } from '../../calendar.ts'
import { AppError } from '../../errors.ts'
import { parseFilter } from '../../filters/parse.ts'
import { refuse } from '../refusal.ts'

/**
 * The `q` of a list as a filter: `field~text`, more of them joined by AND. `_` is a space, `*` stands at the edge of words,
 * which are found as fragments anyhow (facts: alma-api §2.2). Throws 402119.
 */
export function filterOfQuery(q: string): Filter {
  const conditions = q.trim().split(/(?:\s+|_)AND(?:\s+|_)(?=\s*\w+~)/)
  const filters = conditions.map(one => filterOf(one, conditions.length))
  try {
    return parseFilter(filters.length === 1 ? filters[0] : { and: filters })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw malformed('q has too many words, or characters that no record has')
  }
}

function filterOf(condition: string, count: number): Filter {
  const [, name = '', given = ''] = /^\s*(\w+)\s*~(.*)$/su.exec(condition) ?? []
  const field = Object.keys(fields).find(one => one.toLowerCase() === name.toLowerCase())
  if (name === '') throw malformed(`q is written as field~text: ${condition.trim()}`)
  if (field === undefined) throw malformed(`q does not know the field ${name}`)
  if (field === 'ALL' && count > 1) throw malformed('ALL cannot be joined with AND')
  const text = textOf(given)
  if (text.words === '') throw malformed(`q has no text for ${name}`)
  if (text.raw.length > mostLetters) throw malformed(`q has more than ${mostLetters} letters for ${name}`)
  return fields[field]!(text)
}

const mostLetters = 200
const malformed = (reason: string) => refuse('402119', { reason })

/** As it was sent, and with spaces for what stands for them. */
type Text = { raw: string; words: string }

function textOf(given: string): Text {
  const raw = given.replaceAll('*', ' ').trim().replaceAll(/\s+/g, ' ')
  return { raw, words: raw.replaceAll('_', ' ').trim() }
}

const search =
  (index: SearchIndex) =>
  (text: Text): Filter => ({ search: wordsIn(text).join(' '), in: index })

/** More than what `fold` leaves out of a text before it is looked for. */
const hasText = /[^\p{P}]|[!#%&*?\\]/u

/** Words to look for: searching passes over punctuation, so that a text of nothing else would find everybody. */
function wordsIn({ raw, words }: Text): string[] {
  const found = words.split(' ').filter(word => hasText.test(word))
  if (found.length === 0) throw malformed(`q has no text, only signs: ${raw}`)
  return found
}

/** Some identifiers have an underscore of their own. */
const whole =
  (index: 'identifier' | 'email') =>
  ({ raw, words }: Text): Filter => ({
    or: [...new Set([raw, words])].map(one => ({ whole: one, in: index })),
  })

/** A code as it is, whatever its underscores are, or else words of its label. */
const codeOrWords =
  (field: string, index: SearchIndex) =>
  (text: Text): Filter => ({ or: [{ field, op: 'in', value: codesIn(text) }, search(index)(text)] })

const codeOf =
  (segment: string, field: string) =>
  (text: Text): Filter => ({ some: segment, where: { field, op: 'in', value: codesIn(text) } })

const codesIn = ({ raw, words }: Text): string[] => [
  ...new Set([raw, words, raw.toUpperCase(), words.toUpperCase()]),
]

/**
 * All that the search box knows but e-mail addresses and identifiers; postal addresses are in no index, and to look through
 * those of a million people would take half a minute.
 */
const general: readonly SearchIndex[] = [
  ...(['name', 'primary_id', 'phone', 'user_group', 'job_category', 'note'] as const),
  ...(['campus', 'block', 'statistic', 'role'] as const),
]

const fields: Readonly<Record<string, (text: Text) => Filter>> = {
  primary_id: search('primary_id'),
  first_name: search('first_name'),
  last_name: search('last_name'),
  middle_name: text => ({
    and: wordsIn(text).map(word => ({ field: 'middle_name', op: 'contains', value: word })),
  }),
  email: whole('email'),
  phone_number: search('phone'),
  job_category: codeOrWords('job_category', 'job_category'),
  identifiers: whole('identifier'),
  birth_date: text => ({ field: 'birth_date', op: 'eq', value: dateOf(text) }),
  user_group: codeOrWords('user_group', 'user_group'),
  campus_code: codeOrWords('campus_code', 'campus'),
  block_type: codeOf('block', 'block_type'),
  id_type: codeOf('identifier', 'id_type'),
  note_text: search('note'),
  note_type: codeOf('note', 'note_type'),
  statistic_category: codeOf('statistic', 'category'),
  fines_fees_sum: text => ({ field: 'balance', op: 'eq', value: amountOf(text) }),
  general_info: text => ({
    and: wordsIn(text).map(word => ({ or: general.map(index => ({ search: word, in: index })) })),
  }),
  ALL: search('all'),
}

/** `1990-05-17`, with or without its hyphens and the Z of answers. */
function dateOf({ raw }: Text): string {
  const date = raw.replace(/Z$/i, '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  if (!isDate(date)) throw malformed(`q has a date that is none: ${raw}`)
  return date
}

function amountOf({ raw }: Text): string {
  if (!/^-?\d{1,12}(\.\d{1,4})?$/.test(raw)) throw malformed(`q has an amount that is none: ${raw}`)
  return raw
}
