import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { applied } from './model.ts'

type HistoryRow = {
  user_id: number
  revision: number
  old: RecordDocument | null
  new: RecordDocument | null
}

/**
 * The documents that the history of each user tells, from creation on; a removal ends a document. A history whose old part
 * was deleted begins later: it tells only the paths that its rows name.
 */
export async function replayed(ctx: Context, userIds: number[]): Promise<Map<number, RecordDocument>> {
  const { rows } = await sql<HistoryRow>`
    select user_id, revision, old, new from user_history
    where institution_id = ${ctx.institution.institutionId} and user_id = any (${userIds}::bigint[])
    order by user_id, revision`.execute(ctx.db)
  const documents = new Map<number, RecordDocument>()
  for (const row of rows) {
    if (row.new === null) documents.delete(row.user_id)
    else documents.set(row.user_id, applied(documents.get(row.user_id) ?? {}, row.new))
  }
  return documents
}

/** What the search index, the identifiers and the history hold apart from the document, and what they should hold. */
export type Derived = {
  user_id: number
  search_text: string
  identifier_text: string
  primary_ids: unknown
  revisions: number[]
}

/** Read from the tables. */
export async function derivedNow(ctx: Context, userIds: number[]): Promise<Derived[]> {
  const { rows } = await sql<Derived>`
    select u.user_id, u.search_text, u.identifier_text,
      (select jsonb_agg(jsonb_build_array(i.value, i.value_key, i.status)) from user_identifier i
        where i.institution_id = u.institution_id and i.user_id = u.user_id and i.id_type = 'PRIMARY') as primary_ids,
      array(select h.revision from user_history h
        where h.institution_id = u.institution_id and h.user_id = u.user_id order by h.revision) as revisions
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])
    order by u.user_id`.execute(ctx.db)
  return rows
}

/** Worked out from documents; only the folding of text is the database's. */
export async function derivedFrom(
  ctx: Context,
  people: { userId: number; revision: number; document: RecordDocument }[],
): Promise<Derived[]> {
  const inOrder = people.toSorted((one, two) => one.userId - two.userId)
  const { rows } = await sql<{ texts: string[] }>`
    select array_agg(' ' || fold(line) order by position) as texts
    from unnest(${inOrder.map(one => searchLine(one.document))}::text[]) with ordinality as l(line, position)`.execute(
    ctx.db,
  )
  return inOrder.map(({ userId, revision, document }, index) => {
    const primaryId = document['primary_id'] as string
    return {
      user_id: userId,
      search_text: rows[0]!.texts[index]!,
      identifier_text: elementsOf(document, 'identifier', 'value').join(' '),
      primary_ids: [[primaryId, primaryId.toLowerCase(), 'ACTIVE']],
      revisions: Array.from({ length: revision }, (_, before) => before + 1),
    }
  })
}

function elementsOf(document: RecordDocument, kind: string, field: string): string[] {
  return Object.entries(document)
    .filter(([path]) => path.startsWith(`${kind}/`))
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(([, element]) => (element as Record<string, string>)[field]!)
}

const nameFields = [
  ...['first_name', 'middle_name', 'last_name'],
  ...['pref_first_name', 'pref_middle_name', 'pref_last_name'],
]

function searchLine(document: RecordDocument): string {
  const names = nameFields.map(name => document[name] ?? '')
  const addresses = elementsOf(document, 'email', 'address')
  const emails = addresses.length === 0 ? '' : `[${addresses.map(one => JSON.stringify(one)).join(', ')}]`
  const identifiers = elementsOf(document, 'identifier', 'value').join(' ')
  return [...names, document['primary_id'], identifiers, emails].join(' ')
}
