import { sql } from 'kysely'
import type { OwnDetails } from '../../contract/own-details.ts'
import type { Element } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { elementsOf } from '../fields/elements-of.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { documentOf } from '../fields/read-document.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { activeBlocks } from '../rules/forbidden-actions.ts'

type Row = {
  name: string
  document: RecordDocument
  active_loans: number
  open_requests: number
  balance: string
}
type Tables = Awaited<ReturnType<typeof readCodeTables>>
type Values = Record<string, Json>

/** What staff wrote beside it is not for the person. */
const shownOfContact: readonly string[] = [
  ...['line1', 'line2', 'line3', 'line4', 'line5', 'city', 'state_province', 'postal_code', 'country'],
  ...['number', 'address', 'preferred', 'external'],
]

/** What people may know of their own record; everybody who can sign in may ask, and nobody for another. */
export async function readOwnDetails(ctx: Context): Promise<OwnDetails> {
  requirePermission(ctx, 'session.own')
  const { actor } = ctx
  if (actor.kind !== 'staff') throw appError('forbidden', { permission: 'session.own' })
  const row = await readRow(ctx, actor.userId)
  const tables = await readCodeTables(ctx)
  const { document } = row
  const labels = (table: string, code: string) => codeOf(tables, table, code).label
  const { user_group: group, expiry_date: expiryDate } = document
  return {
    name: row.name,
    primaryId: String(document['primary_id']),
    ...(typeof group === 'string' ? { userGroup: codeOf(tables, 'UserGroups', group) } : {}),
    ...(typeof expiryDate === 'string' ? { expiryDate } : {}),
    addresses: contactOf(document, 'address', labels),
    phones: contactOf(document, 'phone', labels),
    emails: contactOf(document, 'email', labels),
    blocks: blocksOf(document, tables, dateIn(ctx.institution.timeZone, ctx.now())),
    notes: elementsOf(document, 'note')
      .filter(note => note.values['user_viewable'] === true)
      .map(({ values }) => ({
        text: String(values['text']),
        type: codeOf(tables, 'NoteTypes', String(values['note_type'])),
      })),
    activeLoans: row.active_loans,
    openRequests: row.open_requests,
    balance: row.balance,
    countries: (tables['CountryCodes'] ?? []).map(({ code, label }) => ({ code, label })),
  }
}

async function readRow(ctx: Context, userId: number): Promise<Row> {
  const own = sql`f.institution_id = u.institution_id and f.user_id = u.user_id`
  const { rows } = await sql<Row>`
    select concat_ws(' ', coalesce(u.pref_first_name, u.first_name), coalesce(u.pref_middle_name, u.middle_name),
        coalesce(u.pref_last_name, u.last_name)) as name, ${documentOf()} as document,
      (select coalesce(sum(balance), 0)::text from fee f where ${own} and ${isOwed(ctx.institution)}) as balance,
      (select count(*) from loan f where ${own} and f.returned_at is null) as active_loans,
      (select count(*) from request f where ${own}
        and f.status not in ('COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED')) as open_requests
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'user', id: userId })
  return rows[0]
}

function codeOf(tables: Tables, table: string, code: string): { code: string; label: string } {
  return { code, label: tables[table]?.find(one => one.code === code)?.label ?? code }
}

const typeTables = { address: 'UserAddressTypes', phone: 'UserPhoneTypes', email: 'UserEmailTypes' }

/** The preferred one first, with its types in words. */
function contactOf(
  document: RecordDocument,
  kind: keyof typeof typeTables,
  label: (table: string, code: string) => string,
): Element[] {
  const isPreferred = (one: Element) => Number(one.values['preferred'] === true)
  return elementsOf(document, kind)
    .map(({ id, values }): Element => {
      const shown = Object.entries(values).filter(([name]) => shownOfContact.includes(name))
      const types = (values['types'] ?? []) as string[]
      return {
        id,
        values: { ...Object.fromEntries(shown), types: types.map(type => label(typeTables[kind], type)) },
      }
    })
    .toSorted((one, two) => isPreferred(two) - isPreferred(one))
}

/** A block tells its note to whoever it keeps from requesting (seed 002, blocking users). */
function blocksOf(document: RecordDocument, tables: Tables, today: string): OwnDetails['blocks'] {
  return activeBlocks(document, today).map(({ code, elementId }) => {
    const { note, expiry_date: expiryDate } = document[`block/${elementId}`] as Values
    const definition = tables['UserBlockDescription']?.find(one => one.code === code)
    const actions = definition?.details?.['actions']
    const isTold = Array.isArray(actions) && actions.includes('HOLD') && typeof note === 'string'
    return {
      description: { code, label: definition?.label ?? code },
      ...(isTold ? { note } : {}),
      ...(typeof expiryDate === 'string' ? { expiryDate } : {}),
    }
  })
}
