import { type RawBuilder, sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import { readLoans } from '../circulation/read-loans.ts'
import { readRequests } from '../circulation/read-requests.ts'
import { readOwnStanding } from '../circulation/standing.ts'
import type { Context } from '../context.ts'
import { listFees } from '../fees/list-fees.ts'
import { readFeeSummary } from '../fees/read-summary.ts'
import type { RecordDocument } from '../fields/document.ts'
import { elementsOf } from '../fields/elements-of.ts'
import { listName } from '../fields/name-display.ts'
import { activeBlocks } from '../rules/forbidden-actions.ts'
import { forGroup, isOpenRequest, sharedWith } from '../rules/limits.ts'
import type { List } from './messages.ts'
import { patronStatus, screenMessage } from './patron-status.ts'

/** What machines are told of a patron. Money is a decimal text. */
export type Patron = {
  name: string
  status: string
  screenMessage: string | undefined
  balance: string
  feeLimit: string | undefined
  address: string | undefined
  email: string | undefined
  phone: string | undefined
  counts: Record<List, number>
}

/** The patron as the desk would see them. Throws `not_found`. */
export async function readPatron(ctx: Context, userId: number): Promise<Patron> {
  requirePermission(ctx, 'circulation.view')
  const [{ patron, refusals }, fees, { name, ...counts }, blockLabels] = await Promise.all([
    readOwnStanding(ctx, userId),
    readFeeSummary(ctx, { userId }),
    readCounts(ctx, userId),
    readLabels(ctx, 'UserBlockDescription'),
  ])
  const { timeZone, settings } = ctx.institution
  const blocks = activeBlocks(patron, dateIn(timeZone, ctx.now())).map(block => block.code)
  const email = preferred(patron, 'email')?.['address']
  const phone = preferred(patron, 'phone')?.['number']
  return {
    name,
    status: patronStatus(refusals, blocks),
    screenMessage: screenMessage(refusals, blockLabels),
    balance: fees.active,
    feeLimit: forGroup(settings.patronLimits.cash, String(patron['user_group'] ?? '')),
    address: addressLine(preferred(patron, 'address')),
    email: email === undefined ? undefined : String(email),
    phone: phone === undefined ? undefined : String(phone),
    counts: { ...counts, fines: fees.count },
  }
}

type Entry = Record<string, unknown>

const preferred = (document: RecordDocument, kind: string): Entry | undefined =>
  elementsOf(document, kind).find(({ values }) => values['preferred'] === true)?.values

const addressParts = [1, 2, 3, 4, 5].map(number => `line${number}`)
const places = ['city', 'state_province', 'postal_code', 'country']

function addressLine(address: Entry | undefined): string | undefined {
  return address && [...addressParts, ...places].flatMap(part => address[part] || []).join(', ')
}

const isOut = sql<boolean>`f.returned_at is null`
const isShelved = sql<boolean>`f.kind = 'HOLD' and f.status = 'ON_HOLD_SHELF'`
const isWaiting = sql<boolean>`f.kind = 'HOLD' and f.status <> 'ON_HOLD_SHELF' and ${isOpenRequest}`

/** Which loans or requests `f` are in a list: requests on the hold shelf are holds, the others cannot be fetched yet. */
const inList = (ctx: Context): Record<Exclude<List, 'fines'>, RawBuilder<boolean>> => ({
  charged: isOut,
  overdue: sql`${isOut} and f.due_at < ${ctx.now()}`,
  recalls: sql`${isOut} and f.recalled_at is not null`,
  holds: isShelved,
  unavailable: isWaiting,
})

type Counts = { name: string } & Record<Exclude<List, 'fines'>, number>

async function readCounts(ctx: Context, userId: number): Promise<Counts> {
  const { charged, overdue, recalls, holds, unavailable } = inList(ctx)
  const { rows } = await sql<Counts>`
    select ${listName(ctx)} as name, l.*, r.* from user_account u
    cross join lateral (select count(*) as charged, count(*) filter (where ${overdue}) as overdue,
      count(*) filter (where ${recalls}) as recalls from loan f where ${sharedWith} and ${charged}) l
    cross join lateral (select count(*) filter (where ${holds}) as holds,
      count(*) filter (where ${unavailable}) as unavailable from request f where ${sharedWith} and ${isOpenRequest}) r
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  return rows[0]!
}

type Wanted = { userId: number; list: List; start: number; end: number }

/** Entries of a list, newest first: barcodes of items (or titles, where there is none), and fees as a line of text. */
export async function readEntries(ctx: Context, { userId, list, start, end }: Wanted): Promise<string[]> {
  requirePermission(ctx, 'circulation.view')
  if (end < start) return []
  if (list === 'fines') return (await readFines(ctx, userId, end)).slice(start - 1)
  const where = sql`(f.user_id = ${userId} or f.is_shared and f.proxy_id = ${userId}) and ${inList(ctx)[list]}`
  const isOfRequests = list === 'holds' || list === 'unavailable'
  const items: { barcode?: string; title?: string }[] = isOfRequests
    ? await readRequests(ctx, where, end)
    : await readLoans(ctx, where, end)
  return items.slice(start - 1).map(({ barcode, title }) => barcode ?? title ?? '')
}

async function readFines(ctx: Context, userId: number, most: number): Promise<string[]> {
  const [{ items }, labels] = await Promise.all([
    listFees(ctx, { userId, limit: most }),
    readLabels(ctx, feeTables.type),
  ])
  const { currency } = ctx.institution
  return items.map(({ balance, type, title }) =>
    [`${balance} ${currency} ${labels.get(type) ?? type}`, ...(title ? [title] : [])].join(': '),
  )
}

async function readLabels(ctx: Context, table: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; label: string }>`select code, label from code_value
    where institution_id = ${ctx.institution.institutionId} and table_name = ${table}`.execute(ctx.db)
  return new Map(rows.map(({ code, label }) => [code, label]))
}
