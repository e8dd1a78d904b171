import { sql } from 'kysely'
import { taskDefinitions } from '../../../task-definitions.ts'
import { keyParameter } from '../../../tasks/create-task.ts'
import { runTask } from '../../../tasks/run-task.ts'
import { contextOf, createPeople, type PersonDocument } from '../../../users/testing/people.ts'
import type { OutsideWorld } from './outside-world.ts'

/** Replaces `{user}`, `{fee}` … in a text by what they stand for, made when they are needed first. */
export type Makers = { fill: (text: string) => Promise<string>; get: (name: string) => Promise<string> }

type Made = (name: string) => Promise<string>
type World = Omit<OutsideWorld, 'makers'>

export const atDesk = { circ_desk: { value: 'MAIN_CIRC' }, library: { value: 'MAIN' } }
export const code = (value: string) => ({ value })

/** What everybody has in these tests: something in each list. */
export const fullPerson: PersonDocument = {
  first_name: 'Ada',
  middle_name: 'King',
  last_name: 'Lovelace',
  user_title: 'DR',
  gender: 'FEMALE',
  user_group: 'STUDENT',
  status_date: '2026-01-31',
  birth_date: '1990-12-10',
  expiry_date: '2030-12-31',
  purge_date: '2031-12-31',
  'address/a': { line1: '1 Mill Lane', city: 'Lakeside', country: 'USA', types: ['home'], preferred: true },
  'email/e': { address: 'ada@example.org', types: ['work'], preferred: true },
  'phone/p': { number: '555-0100', types: ['home'], preferred: true },
  'role/r': { role_type: '200' },
  'block/b': { block_type: 'LOAN', block_description: 'LOST', note: 'Green card', expiry_date: '2027-01-31' },
  'note/n': { note_type: 'POPUP', text: 'Speak up', user_viewable: true },
  'statistic/s': { category: 'HISTORY', category_type: 'DEPARTMENT', note: 'minor' },
}

/** The patron of most rows may borrow: no block, and a role. */
const borrower: PersonDocument = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  user_group: 'STUDENT',
  status_date: '2026-01-31',
  'email/e': { address: 'ada@example.org', types: ['work'], preferred: true },
  'role/r': { role_type: '200' },
}

export function makersOf(world: World, next: () => number): Makers {
  const made = new Map<string, Promise<string>>()
  const get: Made = name => {
    const make = makers[name]
    if (!make) throw new Error(`Nobody makes {${name}}`)
    const value = made.get(name) ?? make({ world, get, n: next() })
    made.set(name, value)
    return value
  }
  return {
    get,
    fill: async text => {
      let filled = text
      for (const [mark, name = ''] of text.matchAll(/\{(\w+)\}/g))
        filled = filled.replaceAll(mark, await get(name))
      return filled
    },
  }
}

type Making = { world: World; get: Made; n: number }
type Maker = (making: Making) => Promise<string>

/** Adds a person and gives the primary identifier. */
const person =
  (name: string, document: PersonDocument): Maker =>
  async ({ world, n }) => {
    await createPeople(contextOf(world.server), [{ ...document, primary_id: `${name}${n}` }])
    return `${name}${n}`
  }

/** Adds a person that was copied from somebody of the partner; whoever was it before is so no more. */
const copyOf =
  (source: string): Maker =>
  async making => {
    const { db } = making.world.server
    const { rows } = await sql<{ id: string }>`
      select user_id::text as id from user_account where primary_id = ${source}`.execute(db)
    const { id } = rows[0]!
    await sql`update user_account set source_link_id = null, source_institution_code = null
      where source_institution_code = 'SECOND' and source_link_id = ${id}`.execute(db)
    const link = { source_institution_code: 'SECOND', source_link_id: id }
    return person('copy', { ...borrower, ...link })(making)
  }

const fee =
  (type: string, status = 'ACTIVE'): Maker =>
  async ({ world, get }) => {
    const { institutionId } = world.server.institution
    const { rows } = await sql<{ id: string }>`
      insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, owner, created_at, status_at)
      select ${institutionId}, user_id, ${type}, ${status}, 20, ${status === 'CLOSED' ? 0 : 20}, 'MAIN',
        ${'2026-11-01T10:00:00Z'}::timestamptz, ${'2026-11-01T10:00:00Z'}::timestamptz
      from user_account where institution_id = ${institutionId} and primary_id = ${await get('user')}
      returning fee_id::text as id`.execute(world.server.db)
    return rows[0]!.id
  }

const item =
  (status: string): Maker =>
  async ({ world, n }) => {
    await sql`insert into item (institution_id, barcode, title, author, library, status, mms_id, holding_id, location,
        policy, call_number)
      values (${world.server.institution.institutionId}, ${`C${n}`}, 'Lake Ecology', 'Abara, Chidi', 'MAIN', ${status},
        ${`99${n}`}, ${`22${n}`}, 'Stacks', 'Book', 'QH 1')`.execute(world.server.db)
    return `C${n}`
  }

const ofItem =
  (column: 'item_id' | 'mms_id' | 'holding_id', from = 'item'): Maker =>
  async ({ world, get }) => {
    const { rows } = await sql<{ value: string }>`
      select ${sql.ref(column)}::text as value from item where barcode = ${await get(from)}`.execute(
      world.server.db,
    )
    return rows[0]!.value
  }

const makers: Readonly<Record<string, Maker>> = {
  n: async ({ n }) => String(n),
  user: person('ada', borrower),
  full: person('full', fullPerson),
  other: person('grace', { ...borrower, first_name: 'Grace', last_name: 'Hopper' }),
  external: person('ext', { ...borrower, account_type: 'EXTERNAL', external_id: 'SIS' }),
  contact: person('contact', { record_type: 'CONTACT', last_name: 'Contact' }),
  blocked: person('blocked', { ...borrower, status: 'INACTIVE' }),
  copy: copyOf('far'),
  /** A copy whose source has no e-mail address, which everybody here needs. */
  lost: copyOf('bare'),
  orphan: person('orphan', { ...borrower, source_institution_code: 'SECOND', source_link_id: '999999' }),
  barcode: async ({ world, n }) => {
    const own = {
      ...borrower,
      primary_id: `holder${n}`,
      'identifier/i': { id_type: 'BARCODE', value: `CARD${n}` },
    }
    await createPeople(contextOf(world.server), [own])
    return `CARD${n}`
  },
  attachment: async ({ world, get }) => {
    const body = { type: 'GENERAL', note: 'Form', file_name: 'form.txt', content: 'aGVsbG8=' }
    return (await world.tell(`POST /users/${await get('user')}/attachments`, body)).id
  },
  picture: async ({ world, get }) => {
    const body = { type: 'GENERAL', file_name: 'photo.png', content: 'iVBORw0KGgo=' }
    return (await world.tell(`POST /users/${await get('user')}/attachments`, body)).id
  },
  letter: async ({ world }) => (await world.tell('GET /conf/letters')).letter[0].code,
  fee: fee('OVERDUEFINE'),
  fee2: fee('OVERDUEFINE'),
  credit: fee('CREDIT'),
  paid: async ({ world, get }) => {
    const line = `POST /users/${await get('user')}/fees/${await get('fee')}?op=pay&amount=5&method=CASH`
    return (await world.tell(line)).id
  },
  disputed: fee('OVERDUEFINE', 'INDISPUTE'),
  exported: fee('OVERDUEFINE', 'EXPORTED'),
  closed: fee('OVERDUEFINE', 'CLOSED'),
  item: item('AVAILABLE'),
  missing: item('MISSING'),
  pid: ofItem('item_id'),
  mms: ofItem('mms_id'),
  holding: ofItem('holding_id'),
  missing_pid: ofItem('item_id', 'missing'),
  loan: async ({ world, get }) => {
    const line = `POST /users/${await get('user')}/loans?item_barcode=${await get('item')}`
    return (await world.tell(line, atDesk)).loan_id
  },
  /** A loan that is due in a few days, so that a renewal makes it longer. */
  old_loan: async ({ world, get }) => {
    const loan = await get('loan')
    await sql`update loan set due_at = due_at - interval '20 days', loaned_at = loaned_at - interval '20 days'
      where loan_id = ${loan}`.execute(world.server.db)
    return loan
  },
  request: async ({ world, get }) => {
    const body = { request_type: 'HOLD', pickup_location_library: 'MAIN' }
    const line = `POST /users/${await get('user')}/requests?item_pid=${await get('pid')}`
    return (await world.tell(line, body)).request_id
  },
  set: async ({ world, get, n }) => {
    const members = { member: [{ link: '', id: await get('user') }] }
    const names = { name: `Set ${n}`, type: code('ITEMIZED'), content: code('USER'), private: code('false') }
    return (await world.tell('POST /conf/sets', { ...names, members })).id
  },
  empty: async ({ world, n }) =>
    (await world.tell('POST /conf/sets', { name: `Empty ${n}`, type: code('ITEMIZED') })).id,
  logical: async ({ world, n }) => {
    const query = code('USER where USER (last_name EQUAL "Lovelace")')
    return (await world.tell('POST /conf/sets', { name: `Logical ${n}`, type: code('LOGICAL'), query })).id
  },
  taken: async ({ world, n }) => {
    await world.tell('POST /conf/sets', { name: `Taken-${n}z`, type: code('ITEMIZED') })
    return `Taken-${n}z`
  },
  staff_set: async ({ world, n }) => {
    const answer = await world.administrator('POST /api/sets', {
      name: `Of staff ${n}`,
      kind: 'logical',
      isPrivate: false,
      filter: { field: 'last_name', op: 'eq', value: 'Lovelace' },
    })
    return String(answer.json().setId)
  },
  built_on: async ({ world, get, n }) => {
    const base = await get('logical')
    const filter = JSON.stringify(JSON.stringify({ set: Number(base) }))
    const query = code(`USER where USER ((filter EQUAL ${filter}))`)
    await world.tell('POST /conf/sets', { name: `Upon ${n}`, type: code('LOGICAL'), query })
    return base
  },
  instance: async ({ world, get }) => {
    const parameter = [
      ['set_id', await get('set')],
      ['UPDATE_User_Information_UserGroup_Active', 'true'],
      ['UPDATE_User_Information_UserGroup_Value', 'FACULTY'],
    ].map(([name, value]) => ({ name: { value: name }, value }))
    await forgetTasks({ world })
    const job = await world.tell('POST /conf/jobs/M148?op=run', { parameter })
    const id = job.additional_info.link.split('/').at(-1)
    await runTask(contextOf(world.server), taskDefinitions, Number(id))
    return id
  },
  profile: async ({ world }) =>
    (await world.tell('GET /conf/integration-profiles')).integration_profile[0].id,
  /** A feed with one record that was not loaded. */
  feed: async ({ world }) => {
    const { db, institution } = world.server
    await forgetTasks({ world })
    await addTasks({ world }, ['completed'], 'sis', { profile: { code: 'SIS', name: 'Registry' } })
    const { rows } = await sql<{ id: string }>`
      insert into task_outcome (institution_id, task_id, position, subject, outcome, reasons)
      select ${institution.institutionId}, task_id, 3, 'broken', 'reject', array['no_last_name'] from task
      returning task_id::text as id`.execute(db)
    return rows[0]!.id
  },
  /** Nothing runs and nothing ran lately: programs may start jobs again. */
  calm: async ({ world }) => {
    await forgetTasks({ world })
    return 'M148'
  },
  three_running: async ({ world }) => {
    await forgetTasks({ world })
    await addTasks({ world }, ['applying', 'applying', 'applying'], 'purge')
    return 'M148'
  },
  started_often: async ({ world }) => {
    await forgetTasks({ world })
    await addTasks(
      { world },
      Array.from({ length: 5 }, () => 'completed'),
      'update_users',
    )
    return 'M148'
  },
  running: async ({ world }) => {
    await forgetTasks({ world })
    await addTasks({ world }, ['applying'], 'sis', { profile: { code: 'SIS' } })
    return 'now'
  },
}

async function forgetTasks({ world }: Pick<Making, 'world'>): Promise<void> {
  await sql`truncate task, task_outcome cascade`.execute(world.server.db)
}

async function addTasks(
  { world }: Pick<Making, 'world'>,
  statuses: readonly string[],
  kind: string,
  parameters: object = {},
): Promise<void> {
  const { server } = world
  await sql`insert into task (institution_id, kind, name, status, parameters, created_by, created_at)
    select ${server.institution.institutionId}, ${kind}, 'x', status, ${JSON.stringify({ [keyParameter]: 1, ...parameters })}::jsonb, 'Outsider', ${server.clock.now}
    from unnest(${sql.val(statuses)}::text[]) status`.execute(server.db)
}
