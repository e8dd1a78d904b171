import { sql } from 'kysely'
import type { Filter } from '../../../contract/filter.ts'
import { dateIn } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { installCodeTables } from '../../institutions/code-tables.ts'
import { createSet, insertSet } from '../../sets/create-set.ts'
import { createPeople, personRecord } from '../../users/testing/people.ts'
import { type AnyPerson, type Belongings, labels, texts, timeZone, today } from './arbitrary-people.ts'
import type { Person, World } from './evaluate.ts'

/** Writes the people and what hangs on them, and gives them as the evaluation sees them. */
export async function populate(ctx: Context, people: readonly AnyPerson[]): Promise<Person[]> {
  const userIds = await createPeople(
    ctx,
    people.map(one => one.document),
  )
  await writeBelongings(
    ctx,
    people.map((one, index) => ({ userId: userIds[index]!, ...one.belongings })),
  )
  const found = people.map((one, index) => {
    const document = personRecord(one.document, userIds[index]!)
    return { userId: userIds[index]!, document, derived: derivedOf(document, one.belongings) }
  })
  const [lasting, all] = [true, false].map(isLasting =>
    found.filter(one => administers(one.document, { isLasting })),
  )
  const isAlone = (list: unknown[], one: unknown) => list.length === 1 && list[0] === one
  return found.map(one => ({
    ...one,
    derived: { ...one.derived, is_last_administrator: isAlone(lasting!, one) || isAlone(all!, one) },
  }))
}

type Lasting = { status?: string; expiry_date?: string }

function administers(document: Person['document'], { isLasting }: { isLasting: boolean }): boolean {
  const isGood = ({ status, expiry_date: expiry }: Lasting) =>
    status === 'ACTIVE' && (expiry === undefined || (!isLasting && expiry >= today))
  const isAdministrator = ([path, value]: [string, unknown]) => {
    const role = value as Lasting & { role_type: string; scope?: string }
    return path.startsWith('role/') && role.role_type === '50' && role.scope === undefined && isGood(role)
  }
  return isGood(document as Lasting) && Object.entries(document).some(isAdministrator)
}

/** What the derived fields say, counted by hand. */
function derivedOf(document: Person['document'], own: Belongings): Person['derived'] {
  const roles = Object.entries(document).flatMap(([path, value]) =>
    path.startsWith('role/') ? [(value as { role_type: string }).role_type] : [],
  )
  const active = own.fees.filter(fee => fee.status === 'ACTIVE')
  return {
    updated_at: dateIn(timeZone, new Date(own.updatedAt)),
    balance: active.reduce((sum, fee) => sum + fee.cents, 0) / 100,
    active_loans: own.loans.filter(loan => !loan.isReturned).length,
    open_requests: own.requests.filter(status => ['NOT_STARTED', 'ON_HOLD_SHELF'].includes(status)).length,
    hold_shelf_requests: own.requests.filter(status => status === 'ON_HOLD_SHELF').length,
    has_staff_role: roles.some(role => !['200', 'INSTRUCTOR', 'TRIAL_PARTICIPANT'].includes(role)),
    active_elsewhere: own.links.includes('ACTIVE_ELSEWHERE'),
    linked_in_other_systems: own.links.some(kind => kind !== 'ACTIVE_ELSEWHERE'),
    has_orders: own.links.some(kind => ['PO_LINE', 'PO', 'INVOICE'].includes(kind)),
    has_locked_bibs: own.links.includes('LOCKED_BIB'),
    has_import_profiles: own.links.includes('IMPORT_PROFILE'),
    in_metadata_editor: own.links.includes('METADATA_EDITOR'),
    has_purchase_requests: own.links.includes('PURCHASE_REQUEST'),
    has_research: own.links.some(kind => kind.startsWith('RESEARCH_')),
    locked_by_job: false,
    // The institution restricts nobody: see server/roles/restricted.test.ts.
    is_restricted: false,
    is_administrator: administers(document, { isLasting: false }),
    is_protected: String(document['primary_id']).toLowerCase().startsWith('exl_'),
    never_logged_in: own.login !== 'once',
    // They signed in today, and the roles of this world make no named users: see server/seats.
    days_since_login: 0,
    is_named_user: false,
    has_enabled_seat_role: false,
  }
}

async function writeBelongings(ctx: Context, people: readonly (Belongings & { userId: number })[]) {
  const { institutionId } = ctx.institution
  const rows = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    as p("userId" bigint, "updatedAt" timestamptz, fees jsonb, loans jsonb, requests jsonb, links jsonb, login text)`
  await sql`update user_account u set updated_at = "updatedAt" from ${rows} where u.user_id = "userId"`.execute(
    ctx.db,
  )
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    select ${institutionId}, "userId", 'OVERDUEFINE', f ->> 'status', 20, (f ->> 'cents')::numeric / 100, now(), now()
    from ${rows} cross join lateral jsonb_array_elements(fees) f`.execute(ctx.db)
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at, returned_at)
    select ${institutionId}, "userId", 'b', now(), now(), case when (l ->> 'isReturned')::boolean then now() end
    from ${rows} cross join lateral jsonb_array_elements(loans) l`.execute(ctx.db)
  await sql`insert into request (institution_id, user_id, kind, status, created_at)
    select ${institutionId}, "userId", 'HOLD', status, now()
    from ${rows} cross join lateral jsonb_array_elements_text(requests) status`.execute(ctx.db)
  await sql`insert into user_link (institution_id, user_id, kind, source, created_at)
    select ${institutionId}, "userId", kind, 'test', now()
    from ${rows} cross join lateral jsonb_array_elements_text(links) kind`.execute(ctx.db)
  await sql`insert into credential (institution_id, user_id, last_login_at)
    select ${institutionId}, "userId", case when login = 'once' then ${`${today}T10:00:00Z`}::timestamptz end
    from ${rows} where login <> 'no_credential'`.execute(ctx.db)
}

/** Installs code tables and sets, itemised and logical, where a logical set may name those before it. */
export async function worldOf(
  ctx: Context,
  people: readonly Person[],
  filters: readonly ((setIds: number[]) => Filter)[],
): Promise<World> {
  const rowsOf = (table: object) => Object.entries(table).map(([code, label]) => ({ code, label }))
  await installCodeTables(ctx.db, ctx.institution.institutionId, {
    ...Object.fromEntries(Object.entries(labels).map(([table, codes]) => [table, rowsOf(codes)])),
  })
  const sets = new Map<number, Filter | ReadonlySet<number>>()
  for (const [name, every] of Object.entries({ nobody: 1e9, half: 2, third: 3 })) {
    const members = people.filter((_, index) => (index + 1) % every === 0).map(person => person.userId)
    sets.set(await itemised(ctx, name, members), new Set(members))
  }
  for (const [index, filterOf] of filters.entries()) {
    const filter = filterOf([...sets.keys()])
    const set = await createSet(ctx, { name: `logical ${index}`, kind: 'logical', filter, isPrivate: false })
    sets.set(set.setId, filter)
  }
  return { today, sets, labels, compareText: await textOrder(ctx, people) }
}

async function itemised(ctx: Context, name: string, members: number[]): Promise<number> {
  const setId = await insertSet(ctx, { name, isPrivate: false }, { origin: 'filter' })
  await sql`insert into user_set_member (institution_id, set_id, user_id)
    select ${ctx.institution.institutionId}, ${setId}, unnest(${members}::bigint[])`.execute(ctx.db)
  return setId
}

/** Asks the database once for the order of all texts that a comparison may meet. */
async function textOrder(ctx: Context, people: readonly Person[]): Promise<World['compareText']> {
  const values = people.flatMap(person =>
    Object.values(person.document).flatMap(value =>
      typeof value === 'object' && value !== null ? Object.values(value) : [value],
    ),
  )
  const all = [...new Set([...texts, ...values.filter(value => typeof value === 'string')])]
  const { rows } = await sql<{ text: string }>`
    select text from unnest(${all}::text[]) text order by text`.execute(ctx.db)
  const rank = new Map(rows.map((row, index) => [row.text, index]))
  return (a, b) => (rank.get(a) ?? Number.NaN) - (rank.get(b) ?? Number.NaN)
}
