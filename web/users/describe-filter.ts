import type { Comparison, Filter, FilterValue } from '../../contract/filter.ts'
import { useCatalogue, useCodes } from '../configuration/configuration.ts'
import { type Text, useText } from '../i18n/use-text.ts'

type FieldLike = { name: string; type: string; codeTable?: string | undefined }

type Words = {
  t: Text
  codeLabel: (table: string, code: string) => string
  fieldsOf: (segment: string | undefined) => readonly FieldLike[]
}

/** A filter in words, for the chip above the list. */
export function useDescribeFilter(): (filter: Filter | undefined) => string {
  const t = useText()
  const { label } = useCodes()
  const { fields, segments } = useCatalogue()
  const words: Words = {
    t,
    codeLabel: label,
    fieldsOf: segment => (segment ? (segments.find(one => one.kind === segment)?.fields ?? []) : fields),
  }
  return filter => (filter ? inWords(filter, words) : t('filter.unreadable'))
}

function inWords(filter: Filter, words: Words, segment?: string): string {
  const { t } = words
  if ('and' in filter) return joined(filter.and, 'filter.and', { words, segment })
  if ('or' in filter) return joined(filter.or, 'filter.or', { words, segment })
  if ('not' in filter) return negated(filter.not, words, segment)
  if ('search' in filter)
    return t('filter.search', { text: filter.search, index: t(`search.index.${filter.in ?? 'all'}`) })
  if ('set' in filter) return t('filter.set', { id: filter.set })
  if ('some' in filter) {
    const name = t.of(`segment.${filter.some}`, filter.some)
    if (!filter.where) return t('filter.some', { segment: name })
    return t('filter.someWhere', { segment: name, inner: inWords(filter.where, words, filter.some) })
  }
  return 'field' in filter ? compared(filter, words, segment) : t('filter.unreadable')
}

type Place = { words: Words; segment: string | undefined }

function joined(filters: Filter[], key: 'filter.and' | 'filter.or', { words, segment }: Place): string {
  if (filters.length === 0) return words.t('filter.everyone')
  return filters.map(one => inWords(one, words, segment)).reduce((one, other) => words.t(key, { one, other }))
}

function negated(inner: Filter, words: Words, segment: string | undefined): string {
  if ('field' in inner && inner.op === 'empty')
    return words.t('filter.op.empty.not', { field: fieldName(inner.field, words, segment) })
  return words.t('filter.not', { inner: inWords(inner, words, segment) })
}

function compared({ field, op, value }: Comparison, words: Words, segment: string | undefined): string {
  const known = words.fieldsOf(segment).find(one => one.name === field)
  const isDated = known?.type === 'date' || known?.type === 'moment' || isRelative(value)
  const values = { field: fieldName(field, words, segment), value: valueText(value, known, words) }
  const plain = words.t.of(`filter.op.${op}`, words.t('filter.unreadable'), values)
  return isDated ? words.t.of(`filter.op.${op}.date`, plain, values) : plain
}

function fieldName(field: string, { t }: Words, segment: string | undefined): string {
  return t.of(`${segment ? 'element' : 'field'}.${field}`, field)
}

/** Of a list of values only the first are said; a choice of rows has many. */
const mostValues = 10

function valueText(value: FilterValue | undefined, field: FieldLike | undefined, words: Words): string {
  const { t } = words
  if (Array.isArray(value)) {
    const shown = value.slice(0, mostValues).map(one => valueText(one, field, words))
    const count = value.length - shown.length
    return count > 0 ? t('filter.andMore', { values: shown.join(', '), count }) : shown.join(', ')
  }
  if (isRelative(value)) return relativeText(value.daysFromToday, t)
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  const text = String(value ?? '')
  return field?.codeTable ? words.codeLabel(field.codeTable, text) : text
}

function relativeText(days: number, t: Text): string {
  if (days === 0) return t('filter.today')
  return days > 0 ? t('filter.inDays', { days }) : t('filter.daysAgo', { days: -days })
}

function isRelative(value: FilterValue | undefined): value is { daysFromToday: number } {
  return typeof value === 'object' && !Array.isArray(value)
}
