import fc from 'fast-check'
import { sql } from 'kysely'
import { addDays } from '../../calendar.ts'
import { aDocument, createPeople } from '../../changes/testing/world.ts'
import type { Context } from '../../context.ts'
import { completeElement } from '../../fields/complete.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'

export const today = '2026-11-20'

/** A person and all that hangs on one; days count from today. */
export type PersonSpec = {
  isProtected: boolean
  record_type: 'PUBLIC' | 'STAFF' | 'CONTACT'
  account_type: 'INTERNAL' | 'EXTERNAL'
  status: 'ACTIVE' | 'INACTIVE'
  user_group: string | null
  campus_code: string | null
  job_description: string | null
  is_researcher: boolean | null
  rs_libraries: string[] | null
  never_purge_reason: string | null
  expiryDays: number | null
  purgeDays: number | null
  role: string | null
  block: { status: string; owner?: string; expiry_date?: string; external: boolean } | null
  fees: { balance: string; status: string }[]
  loans: { isReturned: boolean }[]
  requests: { status: string }[]
  links: { kind: string }[]
  isInSet: boolean
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })

/** People as a library has them; mostly ready to be purged, so that a purge has something to do. */
export const anyPerson: fc.Arbitrary<PersonSpec> = fc.record({
  isProtected: rarely(true, false),
  record_type: fc.constantFrom('PUBLIC', 'PUBLIC', 'STAFF', 'CONTACT'),
  account_type: fc.constantFrom('INTERNAL', 'EXTERNAL'),
  status: fc.constantFrom('ACTIVE', 'INACTIVE'),
  user_group: maybe(fc.constantFrom('STUDENT', 'FACULTY', 'GUEST')),
  campus_code: maybe(fc.constantFrom('NORTH', 'SOUTH')),
  job_description: maybe(fc.constantFrom('reads', 'writes')),
  is_researcher: maybe(fc.boolean()),
  rs_libraries: maybe(fc.constantFrom<string[][]>([], ['MAIN'], ['MAIN', 'LAW'])),
  never_purge_reason: rarely('donor', null),
  expiryDays: fc.constantFrom(-400, -400, -1, -1, 0, null),
  purgeDays: fc.constantFrom(-100, -100, -2, -1, 0, null),
  role: rarely('50', '200'),
  block: maybe(
    fc.record(
      {
        status: fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE'),
        owner: fc.constantFrom('MAIN', 'LAW'),
        expiry_date: fc.constantFrom('2026-11-19', '2026-11-20'),
        external: rarely(true, false),
      },
      { requiredKeys: ['status', 'external'] },
    ),
  ),
  fees: few(
    fc.record({ balance: fc.constantFrom('0.10', '9.99', '-3.00'), status: rarely('CLOSED', 'ACTIVE') }),
  ),
  loans: few(fc.record({ isReturned: rarely(false, true) })),
  requests: few(fc.record({ status: fc.constantFrom('COMPLETED', 'CANCELLED', 'ON_HOLD_SHELF') })),
  links: few(fc.record({ kind: fc.constantFrom('PO_LINE', 'ACTIVE_ELSEWHERE') })),
  isInSet: fc.boolean(),
})

function rarely<Rare, Usual>(rare: Rare, usual: Usual): fc.Arbitrary<Rare | Usual> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(rare) }, { weight: 6, arbitrary: fc.constant(usual) })
}

function few<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 2 }) },
  )
}

export const anyPopulation = fc.array(anyPerson, { minLength: 1, maxLength: 9 })

/** A person of whom nothing is unusual and who may be purged. */
export const plainPerson: PersonSpec = {
  isProtected: false,
  record_type: 'PUBLIC',
  account_type: 'INTERNAL',
  status: 'ACTIVE',
  user_group: 'STUDENT',
  campus_code: null,
  job_description: null,
  is_researcher: null,
  rs_libraries: null,
  never_purge_reason: null,
  expiryDays: -400,
  purgeDays: -100,
  role: '200',
  block: null,
  fees: [],
  loans: [],
  requests: [],
  links: [],
  isInSet: false,
}

/** The set that the population's members with `isInSet` are in. */
export const setId = 1

// Deleting a few rows from many tables takes a tenth of the time that truncating the tables does.
const emptied = [
  ...[
    'task_outcome',
    'task',
    'user_set_unmatched',
    'user_set_member',
    'user_set',
    'vault_entry',
    'vault_key',
  ],
  ...['purged_user', 'session', 'credential', 'user_link', 'request', 'loan', 'fee_transaction', 'fee'],
  ...[
    'user_history',
    'change_set',
    ...segments.flatMap(({ store }) => ('table' in store ? [store.table] : [])),
  ],
  'user_account',
]
const sequences = [
  'user_account.user_id',
  'change_set.change_set_id',
  'user_set.set_id',
  'task.task_id',
  'fee.fee_id',
]
  .concat(['fee_transaction.transaction_id', 'loan.loan_id', 'request.request_id', 'user_link.link_id'])
  .concat(['vault_key.vault_key_id'])
const emptying = [
  ...emptied.map(table => `delete from ${table}`),
  ...sequences.map(column => {
    const [table, name] = column.split('.')
    return `select setval(pg_get_serial_sequence('${table}', '${name}'), 1, false)`
  }),
].join(';')

/** Empties the database of people and tasks, so that ids begin anew, and puts the people into it. */
export async function settle(ctx: Context, people: readonly PersonSpec[]): Promise<number[]> {
  await sql.raw(emptying).execute(ctx.db)
  const userIds = await createPeople(ctx, people.map(documentOfSpec))
  const rows = people.map((person, index) => ({ ...person, user_id: userIds[index] }))
  await settleTransactions(ctx, JSON.stringify(rows))
  await sql`insert into user_set (institution_id, name, kind, is_private, origin, created_by, created_at, updated_at)
    values (${ctx.institution.institutionId}, 'Chosen', 'itemised', false, 'list', 'test', ${ctx.now()}, ${ctx.now()})`.execute(
    ctx.db,
  )
  const members = rows.filter(row => row.isInSet).map(row => row.user_id)
  await sql`insert into user_set_member (institution_id, set_id, user_id)
    select ${ctx.institution.institutionId}, ${setId}, user_id from unnest(${members}::bigint[]) m(user_id)`.execute(
    ctx.db,
  )
  return userIds
}

function documentOfSpec(person: PersonSpec, index: number): RecordDocument {
  const {
    isProtected,
    expiryDays,
    purgeDays,
    role,
    block,
    fees: _f,
    loans: _l,
    requests: _r,
    links: _k,
    ...rest
  } = person
  const { isInSet: _s, ...scalars } = rest
  const isExternal = person.account_type === 'EXTERNAL'
  return aDocument({
    ...(scalars as Record<string, Json>),
    primary_id: `${isProtected ? 'EXL_' : ''}person${index}`,
    first_name: `Zephyrine${index}`,
    last_name: `Quackenbush${index}`,
    expiry_date: expiryDays === null ? null : addDays(today, expiryDays),
    purge_date: purgeDays === null ? null : addDays(today, purgeDays),
    sis_values: isExternal && person.campus_code ? { campus_code: person.campus_code } : null,
    'identifier/b': completeElement('identifier', { id_type: 'BARCODE', value: `Card-${index}` }),
    'note/n': completeElement('note', { note_type: 'LIBRARY', text: `Knows Zephyrine${index}` }),
    'statistic/s': completeElement('statistic', { category: 'SCIENCE' }),
    'email/e': completeElement('email', { address: `z${index}@example.edu`, types: ['personal'] }),
    ...(block === null
      ? {}
      : { 'block/k': completeElement('block', { block_description: '01-LOST', ...block }) }),
    ...(role === null ? {} : { 'role/r': completeElement('role', { role_type: role }) }),
  })
}

async function settleTransactions(ctx: Context, people: string): Promise<void> {
  const { institutionId } = ctx.institution
  const each = (list: string, columns: string) => sql`jsonb_to_recordset(${people}::jsonb)
      as p(user_id bigint, user_group text, ${sql.raw(list)} jsonb)
    cross join lateral jsonb_to_recordset(p.${sql.raw(list)}) as x(${sql.raw(columns)})`
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, comment, user_group,
      created_at, status_at)
    select ${institutionId}, user_id, 'OVERDUEFINE', x.status, 9.99, x.balance, 'Zephyrine lost it', user_group,
      ${ctx.now()}, ${ctx.now()}
    from ${each('fees', 'balance numeric, status text')} order by user_id`.execute(ctx.db)
  await sql`insert into fee_transaction (institution_id, fee_id, kind, amount, comment, created_by, created_at)
    select institution_id, fee_id, 'CREATE', original_amount, 'Zephyrine was told', 'test', ${ctx.now()} from fee`.execute(
    ctx.db,
  )
  await sql`insert into loan (institution_id, user_id, item_barcode, loaned_at, due_at, returned_at, user_group)
    select ${institutionId}, user_id, 'i1', ${ctx.now()}, ${ctx.now()},
      case when x."isReturned" then ${ctx.now()}::timestamptz end, user_group
    from ${each('loans', '"isReturned" boolean')} order by user_id`.execute(ctx.db)
  await sql`insert into request (institution_id, user_id, kind, status, user_group, created_at)
    select ${institutionId}, user_id, 'HOLD', x.status, user_group, ${ctx.now()}
    from ${each('requests', 'status text')} order by user_id`.execute(ctx.db)
  await sql`insert into user_link (institution_id, user_id, kind, source, created_at)
    select ${institutionId}, user_id, x.kind, 'elsewhere', ${ctx.now()}
    from ${each('links', 'kind text')} order by user_id`.execute(ctx.db)
}

/** Nobody takes the last administrator away: then nothing has happened. Any other failure is one. */
export function unlessLastAdministrator(error: { code?: string }): void {
  if (error.code !== 'last_administrator') throw error
}
