import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feeStatuses } from '../../../contract/fees.ts'
import { permissions } from '../../../contract/permissions.ts'
import { permissionsOfRoles } from '../../access/role-permissions.ts'
import type { Context } from '../../context.ts'
import { fieldNamed, segmentOf, splitPath } from '../../fields/catalogue.ts'
import { checkValue } from '../../fields/check-value.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { documentOf } from '../../fields/read-document.ts'
import { readCodeIndex } from '../../institutions/code-tables.ts'
import { foundInstitution } from '../../institutions/found-institution.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { demoActivity } from '../beyond-sis.ts'
import { linkedAccounts } from '../linked-accounts.ts'
import { staffUsers } from '../staff.ts'
import { loadDemo } from './load-demo.ts'
import { shownFees } from './load-fees.ts'

const size = { seed: 1, today: '2026-11-21', count: 400 }
const activity = demoActivity(size, { from: 0, count: size.count })
const staff = staffUsers(size.today)

let database: TestDatabase
let folder: string
let ctx: Context
beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'carrel-demo-'))
  const { db } = database
  const log = { info: () => {}, warn: () => {}, error: (details: object) => console.error(details) }
  ctx = {
    db,
    institution: await foundInstitution(db),
    actor: { kind: 'system', name: 'Carrel', permissions: new Set(permissions) },
    now: () => new Date(`${size.today}T15:00:00Z`),
    log,
    masterKey: Buffer.alloc(32, 7),
    requestId: 'test',
  }
  await loadDemo(ctx, size, folder)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const count = async (from: string) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.raw(from)}`.execute(ctx.db)
  return rows[0]!.n
}

type Row = { primary_id: string; revision: number; document: RecordDocument }

async function readUsers(): Promise<Row[]> {
  const { rows } = await sql<Row>`select u.primary_id, u.revision, ${documentOf()} as document
    from user_account u`.execute(ctx.db)
  return rows
}

test('everybody is there: people of the student system, staff, and copies of partners’ patrons', async () => {
  const linked = linkedAccounts(size, size.count)
  expect(await count('user_account')).toBe(size.count + staff.length + linked.length)
  expect(await count(`user_account where external_id = 'SIS'`)).toBe(size.count)
  const { rows } = await sql`select status, planned_reject, done_count from task`.execute(ctx.db)
  expect(rows).toEqual([{ status: 'completed', planned_reject: 0, done_count: size.count }])
})

test('what the library knows about them is there, to the last row', async () => {
  expect(await count('loan where user_id is not null')).toBe(activity.loans.length)
  expect(await count('fee where user_id is not null')).toBe(activity.fees.length + 2 * shownFees)
  expect(await count('(select distinct status from fee) s')).toBe(feeStatuses.length)
  expect(await count('request where user_id is not null')).toBe(activity.requests.length)
  expect(await count(`user_note where created_by is distinct from 'SIS'`)).toBe(activity.notes.length)
  expect(await count('user_block')).toBe(activity.blocks.length)
  expect(await count('user_account where never_purge_reason is not null')).toBe(activity.never_purge.length)
  expect(await count('user_link')).toBeGreaterThan(0)
})

test('every value is one that the institution allows', async () => {
  const codes = await readCodeIndex(ctx)
  const problems = (await readUsers()).flatMap(({ document }) =>
    Object.entries(document).flatMap(([path, value]) => {
      const { kind, elementId } = splitPath(path)
      if (fieldNamed(kind)?.section === 'internal') return []
      if (elementId === undefined) return checkValue(fieldNamed(kind)!, value, codes) ?? []
      const values = value as Record<string, Json>
      const names = segmentOf(kind)!.fields.map(field => field.name)
      expect(names).toEqual(expect.arrayContaining(Object.keys(values)))
      // Parameters of roles are lists of objects: no value type describes them.
      return segmentOf(kind)!
        .fields.filter(field => field.name !== 'parameters')
        .flatMap(field => checkValue(field, values[field.name] ?? null, codes) ?? [])
    }),
  )
  expect(problems).toEqual([])
})

test('every record is what its history says, from its creation on', async () => {
  const { rows } = await sql<{ primary_id: string; changes: RecordDocument[] }>`
    select u.primary_id, jsonb_agg(h.new order by h.revision) as changes
    from user_account u join user_history h using (institution_id, user_id) group by u.user_id, u.primary_id`.execute(
    ctx.db,
  )
  const replayed = Object.fromEntries(
    rows.map(row => {
      const values = Object.entries(Object.assign({}, ...row.changes) as RecordDocument)
      return [row.primary_id, Object.fromEntries(values.filter(([, value]) => value !== null))]
    }),
  )
  const stored = Object.fromEntries((await readUsers()).map(row => [row.primary_id, row.document]))
  expect(replayed).toEqual(stored)
})

test('staff who are persons can sign in, shared and vendor accounts cannot, and somebody may do everything', async () => {
  const { rows } = await sql<{ primary_id: string }>`select u.primary_id from credential c
    join user_account u using (institution_id, user_id) where c.password_hash is not null`.execute(ctx.db)
  const persons = staff.filter(user => user.purpose === 'PERSON').map(user => user.primary_id)
  expect(rows.map(row => row.primary_id).sort()).toEqual(persons.toSorted())
  const administrator = staff.find(user => user.primary_id === 'mreyes')!
  const may = permissionsOfRoles(administrator.user_role.map(role => role.role_type))
  expect([...may].sort()).toEqual([...permissions].sort())
})
