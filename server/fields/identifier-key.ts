import { type RawBuilder, sql } from 'kysely'

/** Whether identifiers beside the primary one differ by case alone; read with the statement that needs it. */
export const isCaseSensitive = (institutionId: number): RawBuilder<boolean> =>
  sql`coalesce((select (settings ->> 'identifiersCaseSensitive')::boolean from institution
    where institution_id = ${institutionId}), false)`

type Parts = { value: RawBuilder<unknown>; isPrimary: RawBuilder<unknown> | boolean }

/**
 * `user_identifier.value_key` of a value (features D2). The mode comes from the row of the institution and not from `ctx`:
 * a task that has run for an hour must not write keys of the mode of an hour ago.
 */
export function identifierKey(institutionId: number, { value, isPrimary }: Parts): RawBuilder<string> {
  const primary = typeof isPrimary === 'boolean' ? sql.lit(isPrimary) : isPrimary
  return sql`identifier_key(${value}, ${primary}, ${isCaseSensitive(institutionId)})`
}

/** An identifier of a document. */
export type Name = { value: string; isPrimary: boolean }

/** The same key, said for values that are at hand. */
export const keyOfName = ({ value, isPrimary }: Name, caseSensitive: boolean): string =>
  caseSensitive && !isPrimary ? value : value.toLowerCase()

/**
 * Whether two identifiers may not both be there: equal, or one of them primary and the other the same but for case
 * ("not reusable", facts §5.5).
 */
export function namesClash(one: Name, other: Name, caseSensitive: boolean): boolean {
  if (one.isPrimary !== other.isPrimary) return one.value.toLowerCase() === other.value.toLowerCase()
  return keyOfName(one, caseSensitive) === keyOfName(other, caseSensitive)
}
