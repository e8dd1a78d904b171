import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { type RecentTables, recentCodeTables } from '../institutions/recent-code-tables.ts'
import { type AlmaWords, fullName } from './to-alma-json.ts'

/** Words for the codes of the institution; it is for the caller to say who the people are. */
export async function readAlmaWords(ctx: Context): Promise<Omit<AlmaWords, 'people'>> {
  return wordsIn(await readCodeTables(ctx), ctx)
}

function wordsIn(tables: RecentTables, { institution }: Context): Omit<AlmaWords, 'people'> {
  const words = new Map(
    Object.entries(tables).map(([table, codes]) => [table, new Map(codes.map(one => [one.code, one.label]))]),
  )
  return {
    label: (table, code) => words.get(table)?.get(code) ?? '',
    institution: { code: institution.code, name: institution.name },
  }
}

const made = new WeakMap<RecentTables, Omit<AlmaWords, 'people'>>()

/** The same of `recentCodeTables`: the same object while no code and no name changes. */
export async function recentAlmaWords(ctx: Context): Promise<Omit<AlmaWords, 'people'>> {
  const tables = await recentCodeTables(ctx)
  const known = made.get(tables)
  const { code, name } = ctx.institution
  if (known?.institution.code === code && known.institution.name === name) return known
  const words = wordsIn(tables, ctx)
  made.set(tables, words)
  return words
}

type Patron = { id: number; primary_id: string } & RecordDocument

/** A record, and the people whom it names. */
export type AlmaRecord = { document: RecordDocument; people: AlmaWords['people'] }

/** The records of users with all that it takes to tell them as Alma does, by id; checks no permission. */
export async function readForAlma(
  ctx: Context,
  userIds: readonly number[],
): Promise<Map<number, AlmaRecord>> {
  const { rows } = await sql<{ user_id: number; document: RecordDocument } & Patrons>`
    select u.user_id, ${documentOf()} as document, ${patronsOf} from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(
    rows.map(({ user_id, document, ...patrons }) => [user_id, { document, people: peopleOf(patrons) }]),
  )
}

export type Patrons = { patrons: Patron[] | null }

/** SQL for the `Patrons` for whom the user `u` is a proxy. */
export const patronsOf: RawBuilder<unknown> = sql`(
    select json_agg(json_build_object('id', p.user_id, 'primary_id', p.primary_id, 'first_name', p.first_name,
      'middle_name', p.middle_name, 'last_name', p.last_name))
    from user_proxy x join user_account p on p.institution_id = x.institution_id and p.user_id = x.patron_id
    where x.institution_id = u.institution_id and x.user_id = u.user_id) as patrons`

const nobody: AlmaWords['people'] = new Map()

export const peopleOf = ({ patrons }: Patrons): AlmaWords['people'] =>
  patrons === null
    ? nobody
    : new Map(patrons.map(one => [one.id, { primaryId: one.primary_id, fullName: fullName(one) }]))

/** The same for one user; `not_found` if there is none. */
export async function readOneForAlma(ctx: Context, userId: number) {
  const found = (await readForAlma(ctx, [userId])).get(userId)
  if (!found) throw appError('not_found', { entity: 'user', id: userId })
  return found
}
