import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { type AlmaWords, fullName } from './to-alma-json.ts'

/** Words for the codes of the institution; it is for the caller to say who the people are. */
export async function readAlmaWords(ctx: Context): Promise<Omit<AlmaWords, 'people'>> {
  const tables = await readCodeTables(ctx)
  const words = new Map(
    Object.entries(tables).map(([table, codes]) => [table, new Map(codes.map(one => [one.code, one.label]))]),
  )
  return {
    label: (table, code) => words.get(table)?.get(code) ?? '',
    institution: { code: ctx.institution.code, name: ctx.institution.name },
  }
}

/** Codes are renamed seldom; after a change by another process answers have old words for so long. */
const freshMilliseconds = 5000

const recent = new WeakMap<object, Map<number, { words: ReturnType<typeof readAlmaWords>; until: number }>>()

/** The same from memory most of the time, for answers to which the thousands of codes would be most of the work. */
export function recentAlmaWords(ctx: Context): ReturnType<typeof readAlmaWords> {
  const { institutionId } = ctx.institution
  const ofDatabase = recent.get(ctx.db) ?? new Map()
  recent.set(ctx.db, ofDatabase)
  const known = ofDatabase.get(institutionId)
  if (known && performance.now() < known.until) return known.words
  const words = readAlmaWords(ctx)
  ofDatabase.set(institutionId, { words, until: performance.now() + freshMilliseconds })
  words.catch(() => ofDatabase.delete(institutionId))
  return words
}

/** To be called by whoever has changed codes or libraries, so that this process tells it at once. */
export function forgetAlmaWords({ db, institution }: Pick<Context, 'db' | 'institution'>): void {
  recent.get(db)?.delete(institution.institutionId)
}

export type AlmaRow = { user_id: number; document: RecordDocument; patrons: Patron[] | null }
type Patron = { id: number; primary_id: string } & RecordDocument

export type AlmaRecord = { document: RecordDocument; people: AlmaWords['people'] }

/** The records of users with all that it takes to tell them as Alma does, by id; checks no permission. */
export async function readForAlma(
  ctx: Context,
  userIds: readonly number[],
): Promise<Map<number, AlmaRecord>> {
  const { rows } = await sql<AlmaRow>`select ${almaColumns()} from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, recordIn(row)]))
}

/** SQL for an `AlmaRow` of the user row `u`. */
export function almaColumns(): RawBuilder<unknown> {
  return sql`u.user_id, ${documentOf()} as document, (
    select json_agg(json_build_object('id', p.user_id, 'primary_id', p.primary_id, 'first_name', p.first_name,
      'middle_name', p.middle_name, 'last_name', p.last_name))
    from user_proxy x join user_account p on p.institution_id = x.institution_id and p.user_id = x.patron_id
    where x.institution_id = u.institution_id and x.user_id = u.user_id) as patrons`
}

export const recordIn = ({ document, patrons }: AlmaRow): AlmaRecord => ({
  document,
  people: peopleOf(patrons ?? []),
})

const peopleOf = (patrons: readonly Patron[]): AlmaWords['people'] =>
  new Map(patrons.map(one => [one.id, { primaryId: one.primary_id, fullName: fullName(one) }]))

/** The same for one user; `not_found` if there is none. */
export async function readOneForAlma(ctx: Context, userId: number) {
  const found = (await readForAlma(ctx, [userId])).get(userId)
  if (!found) throw appError('not_found', { entity: 'user', id: userId })
  return found
}
