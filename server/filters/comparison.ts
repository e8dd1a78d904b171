import { type RawBuilder, sql } from 'kysely'
import type { Comparison, FilterValue, Operator } from '../../contract/filter.ts'
import { addDays } from '../calendar.ts'
import type { DerivedField, DerivedScope } from '../fields/derived-fields.ts'
import type { ValueType } from '../fields/types.ts'

type Operand = { ref: RawBuilder<unknown>; today: string; fromJson?: boolean }

/** One comparison on a column or on a JSON text; unknown (null) when the value is absent. */
export function compileComparison(
  comparison: Comparison,
  field: { type: ValueType },
  operand: Operand,
): RawBuilder<boolean> {
  const ref = typed(operand, field.type)
  const { op, value } = comparison
  if (field.type === 'codes') return compileList(op, value, operand)
  if (op === 'empty') return field.type === 'text' ? sql`coalesce(${ref}, '') = ''` : sql`${ref} is null`
  if (field.type === 'boolean') return sql`coalesce(${ref}, false) = ${value}`
  if (op === 'contains') return sql`position(fold(${value}) in fold(${ref})) > 0`
  if (op === 'starts') return sql`starts_with(fold(${ref}), fold(${value}))`
  const cast = sqlType(field.type)
  if (op === 'in') return sql`${ref} = any (${sql.val(value)}::${cast}[])`
  return sql`${ref} ${symbols[op]} ${absolute(value, operand.today)}::${cast}`
}

const symbols = { eq: sql`=`, lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` } as const

/** A list field: `eq` one of its codes, `in` any of them. */
function compileList(op: Operator, value: FilterValue | undefined, operand: Operand): RawBuilder<boolean> {
  const list = operand.fromJson ? sql`${operand.ref}::jsonb` : operand.ref
  if (op === 'empty') return sql`coalesce(jsonb_array_length(${list}), 0) = 0`
  const wanted = Array.isArray(value) ? value : [value]
  return sql`jsonb_exists_any(${list}, ${sql.val(wanted)}::text[])`
}

function typed(operand: Operand, type: ValueType): RawBuilder<unknown> {
  return operand.fromJson && type !== 'text' && type !== 'code' && type !== 'codes'
    ? sql`${operand.ref}::${sqlType(type)}`
    : operand.ref
}

function sqlType(type: ValueType): RawBuilder<unknown> {
  if (type === 'date') return sql`date`
  if (type === 'moment') return sql`timestamptz`
  if (type === 'number') return sql`numeric`
  if (type === 'user') return sql`bigint`
  if (type === 'boolean') return sql`boolean`
  return sql`text`
}

function absolute(value: FilterValue | undefined, today: string): unknown {
  if (typeof value === 'object' && !Array.isArray(value)) return addDays(today, value.daysFromToday)
  return value
}

type Days = Pick<DerivedScope, 'today' | 'timeZone'>

/**
 * A comparison of the day that a moment has in the institution's time zone. The column is held against the moment at
 * which a day begins: making a day of each moment takes five times as long (300 000 users: 80 ms against 16).
 */
function compileDay(
  { op, value }: Comparison,
  moment: RawBuilder<unknown>,
  { today, timeZone }: Days,
): RawBuilder<boolean> {
  if (op === 'empty') return sql`${moment} is null`
  if (op === 'in') return sql`(${moment} at time zone ${timeZone})::date = any (${sql.val(value)}::date[])`
  const day = sql`${absolute(value, today)}::date`
  const begins = sql`${day}::timestamp at time zone ${timeZone}`
  const ends = sql`(${day} + 1)::timestamp at time zone ${timeZone}`
  if (op === 'lt') return sql`${moment} < ${begins}`
  if (op === 'lte') return sql`${moment} < ${ends}`
  if (op === 'gt') return sql`${moment} >= ${ends}`
  if (op === 'gte') return sql`${moment} >= ${begins}`
  return sql`(${moment} >= ${begins} and ${moment} < ${ends})`
}

const compare = {
  eq: (a: number, b: number) => a === b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
} as const

/**
 * A comparison on a derived field, most often as membership in a set of ids; false and 0 are empty. Who has no rows has the
 * amount 0: when 0 satisfies the comparison, the set is that of the users who do *not* satisfy it, and the
 * membership is negated.
 */
export function compileDerived(
  field: DerivedField,
  comparison: Comparison,
  scope: DerivedScope,
): RawBuilder<boolean> {
  if ('dayOf' in field) return compileDay(comparison, field.dayOf, scope)
  if (!('amount' in field)) {
    const member =
      'test' in field
        ? sql<boolean>`(${field.test(scope)})`
        : sql<boolean>`u.user_id in (${field.holds(scope)})`
    return comparison.op === 'empty' || comparison.value === false ? sql`(not ${member})` : member
  }
  const op = comparison.op === 'empty' ? 'eq' : (comparison.op as keyof typeof symbols)
  const bound = comparison.op === 'empty' ? 0 : Number(comparison.value)
  const { rows, value } = field.amount
  const satisfied = sql`${value} ${symbols[op]} ${bound}::numeric`
  if (!compare[op](0, bound))
    return sql`u.user_id in (select user_id ${rows(scope)} group by user_id having ${satisfied})`
  return sql`(u.user_id not in (select user_id ${rows(scope)} group by user_id having not (${satisfied})))`
}
