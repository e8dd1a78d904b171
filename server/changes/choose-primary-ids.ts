import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Json } from '../fields/document.ts'
import { holdersOf } from './holders.ts'

/** A person as programs and feeds bring them; elements by path. */
export type NamedPerson = { fields: Record<string, Json>; elements: Record<string, Json> }

/** Numbers tried at once; four times as many when all are taken. */
const firstTries = 16

/**
 * New people without a primary identifier get first and last name in one word; if that is taken in the institution, by
 * the `others` that come with them or among those `chosen` before, with 0, 1, 2 … behind it until it is free (facts §5.4).
 * Adds to `chosen`, in lower case.
 */
export async function choosePrimaryIds(
  ctx: Context,
  users: NamedPerson[],
  { others, chosen }: { others: NamedPerson[]; chosen: Set<string> },
): Promise<void> {
  const nameless = users.filter(user => user.fields['primary_id'] === null)
  if (nameless.length === 0) return
  const reserved = new Set(others.flatMap(identifiersOf))
  let open = nameless.map(user => ({ user, base: baseOf(user), tried: 0 }))
  for (let tries = firstTries; open.length > 0; tries *= 4) {
    const candidatesOf = (one: (typeof open)[number]) =>
      Array.from({ length: tries }, (_, index) => numbered(one.base, one.tried + index))
    const taken = await takenAmong(ctx, new Set(open.flatMap(candidatesOf)))
    const isFree = (id: string) =>
      !taken.has(id) && !chosen.has(id.toLowerCase()) && !reserved.has(id.toLowerCase())
    open = open.filter(one => {
      const free = candidatesOf(one).find(isFree)
      one.tried += tries
      if (free !== undefined) chosen.add(free.toLowerCase())
      one.user.fields['primary_id'] = free ?? null
      return free === undefined
    })
  }
}

const numbered = (base: string, number: number): string => (number === 0 ? base : `${base}${number - 1}`)

/** Leaves room for a number, and cuts no character in half. */
function baseOf({ fields }: NamedPerson): string {
  const name = `${fields['first_name'] ?? ''}${fields['last_name'] ?? ''}`.replace(/\s+/g, '')
  return name.slice(0, 240).replace(/[\ud800-\udbff]$/, '')
}

/** What whoever brings a person calls them, in lower case. */
function identifiersOf({ fields, elements }: NamedPerson): string[] {
  const others = Object.entries(elements).filter(([path]) => path.startsWith('identifier/'))
  const values = [fields['primary_id'], ...others.map(([, element]) => (element as { value: string }).value)]
  return values.flatMap(value => (value == null ? [] : [String(value).toLowerCase()]))
}

async function takenAmong(ctx: Context, candidates: Set<string>): Promise<Set<string>> {
  const { rows } = await sql<{ value: string }>`
    with wanted as materialized (
      select value, true as is_primary, lower(value) as folded, lower(value) as key
      from unnest(${[...candidates]}::text[]) as c(value))
    select value from (${holdersOf(ctx, 'wanted')}) h`.execute(ctx.db)
  return new Set(rows.map(row => row.value))
}
