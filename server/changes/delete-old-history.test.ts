import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { readTask } from '../tasks/read-task.ts'
import { createPatchTask, withPatchTask as definitions } from '../tasks/testing/patch-task.ts'
import { completed, confirmed, finished, planned } from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { upkeep } from '../upkeep.ts'
import { createVaultKey } from '../vault/keys.ts'
import { type DeletedHistory, deleteOldHistory } from './delete-old-history.ts'
import { addHistoryMonths } from './history-months.ts'
import { removeUsers } from './remove-users.ts'
import { anyPatch, tagged } from './testing/arbitrary-patch.ts'
import { replayed } from './testing/consistency.ts'
import {
  aDocument,
  changing,
  createPeople,
  documentNow,
  openWorld,
  propertyRuns,
  type World,
  write,
} from './testing/world.ts'

let world: World
let ctx: Context
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  ctx = keeping(30)
  await sql`truncate history_retention, user_history, change_set`.execute(ctx.db)
  await sql`update task set status = 'completed'`.execute(ctx.db)
})
afterAll(() => world.close())

function keeping(historyRetentionDays: number): Context {
  const { institution } = world.ctx
  return {
    ...world.ctx,
    institution: { ...institution, settings: { ...institution.settings, historyRetentionDays } },
  }
}

const at = (moment: string) => {
  world.clock.now = new Date(`${moment}${moment.includes('T') ? '' : 'T12:00:00'}Z`)
}

async function person(born: string, given = {}): Promise<number> {
  at(born)
  return (await createPeople(ctx, [aDocument(given)]))[0]!
}

async function days(userId: number): Promise<string[]> {
  const { rows } = await sql<{
    day: string
  }>`select (at at time zone 'UTC')::date::text as day from user_history
    where user_id = ${userId} order by revision`.execute(ctx.db)
  return rows.map(row => row.day)
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(ctx.db)
  return rows[0]!.n
}

async function months(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'user_history'::regclass order by name`.execute(ctx.db)
  return rows.map(row => row.name)
}

test('what is older than the days goes, to the moment, and the record stays', async () => {
  const userId = await person('2026-09-01', { gender: 'F' })
  at('2026-10-21T14:59:59')
  await write(ctx, userId, { gender: 'M' })
  at('2026-10-21T15:00:00')
  await write(ctx, userId, { gender: 'F' })
  at('2026-11-20T15:00:00')
  const document = await documentNow(ctx, userId)
  const keptFrom = new Date('2026-10-21T15:00:00Z')
  expect(await deleteOldHistory(ctx)).toEqual<DeletedHistory>({ deleted: 2, inMonths: 0, keptFrom })
  expect(await days(userId)).toEqual(['2026-10-21'])
  expect(await documentNow(ctx, userId)).toEqual(document)
  expect(await count('change_set')).toBe(1)
})

test('it is kept for ever until somebody says how long', async () => {
  const userId = await person('2001-01-01')
  at('2026-11-20')
  expect(await deleteOldHistory(keeping(0))).toBeUndefined()
  expect(await days(userId)).toHaveLength(1)
})

test('it happens once a week, whoever asks, and again a week later', async () => {
  await person('2026-01-01')
  at('2026-11-20')
  const runs = await Promise.all([deleteOldHistory(ctx), deleteOldHistory(ctx), deleteOldHistory(ctx)])
  expect(runs.filter(run => run !== undefined)).toMatchObject([{ deleted: 1 }])
  const userId = await person('2026-02-02')
  at('2026-11-27T11:59:59')
  expect(await deleteOldHistory(ctx)).toBeUndefined()
  expect(await days(userId)).toHaveLength(1)
  at('2026-11-27T12:00:00')
  expect(await deleteOldHistory(ctx)).toMatchObject({ deleted: 1 })
})

test('whole months go as tables, a month that ends inside the time only row by row', async () => {
  for (const month of ['2026-03-15', '2026-06-15']) await addHistoryMonths(ctx.db, new Date(month))
  const userId = await person('2026-03-01')
  for (const day of ['2026-03-31', '2026-04-10', '2026-05-02', '2026-05-20']) {
    at(day)
    await write(ctx, userId, { job_description: day })
  }
  at('2026-06-10')
  expect(await deleteOldHistory(ctx)).toMatchObject({ deleted: 4, inMonths: 3 })
  expect(await days(userId)).toEqual(['2026-05-20'])
  const left = await months()
  expect(left).not.toContain('user_history_2026_03')
  expect(left).not.toContain('user_history_2026_04')
  expect(left).toContain('user_history_2026_05')
  at('2026-06-20')
  await write(ctx, userId, { job_description: 'later' })
  expect(await days(userId)).toEqual(['2026-05-20', '2026-06-20'])
})

test('that somebody was removed is never forgotten, and keeps its month', async () => {
  await addHistoryMonths(ctx.db, new Date('2025-01-15'))
  const userId = await person('2025-01-01')
  const stays = await person('2025-01-02')
  at('2025-01-20')
  const vaultKey = await createVaultKey(ctx, null, 1)
  await changing(ctx, { source: 'task' }, (inner, changeSet) =>
    removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' }),
  )
  at('2026-11-20')
  expect(await deleteOldHistory(ctx)).toMatchObject({ deleted: 1, inMonths: 0 })
  expect(await days(userId)).toEqual(['2025-01-20'])
  expect(await days(stays)).toEqual([])
  expect(await months()).toContain('user_history_2025_01')
})

test('that of another institution is none of ours', async () => {
  await addHistoryMonths(ctx.db, new Date('2024-01-15'))
  await sql`insert into user_history (institution_id, user_id, change_set_id, at, revision, new)
    values (77, 1, 1, '2024-01-05', 1, '{}')`.execute(ctx.db)
  at('2026-11-20')
  expect(await deleteOldHistory(ctx)).toMatchObject({ deleted: 0 })
  expect(await count('user_history')).toBe(1)
})

test('a task undoes its work as far back as the history goes, and says so where it ends', async () => {
  const userId = await person('2026-08-01')
  at('2026-08-02')
  const { task } = await completed(
    ctx,
    await createPatchTask(ctx, { patches: [{ userId, patch: { gender: 'F' } }] }),
    definitions,
  )
  expect(task.canUndo).toBe(true)
  const first = await undoTask(ctx, { definitions, taskId: task.taskId })
  at('2026-11-20')
  await deleteOldHistory(ctx)
  expect(await days(userId)).toEqual(['2026-08-02'])
  await planned(ctx, first, definitions)
  await confirmed(ctx, first, definitions)
  await finished(ctx, first, definitions)
  expect(await documentNow(ctx, userId)).not.toHaveProperty('gender')
  at('2026-11-28')
  await deleteOldHistory(ctx)
  expect(await days(userId)).toEqual(['2026-11-20'])
  await expect(undoTask(ctx, { definitions, taskId: task.taskId })).rejects.toMatchObject({
    code: 'history_deleted',
  })
  const canUndo = async (taskId: number) => (await readTask(ctx, definitions, taskId)).task.canUndo
  expect([await canUndo(task.taskId), await canUndo(first)]).toEqual([false, true])
})

test('upkeep does it, and says how many it deleted and nothing else', async () => {
  await person('2026-01-01')
  at('2026-11-20')
  const lines: unknown[] = []
  const log = { ...ctx.log, info: (details: object, message: string) => void lines.push([details, message]) }
  await upkeep({ ...ctx, log }, { dataFolder: '/nowhere', wake: async () => {} } as never)
  const keptFrom = new Date('2026-10-21T12:00:00Z')
  expect(lines).toContainEqual([
    { deleted: 1, inMonths: 0, keptFrom },
    'history deleted that is older than the institution keeps it',
  ])
})

test('what is left of a history goes on being a history: replayed, it tells every path that it names as it is', async () => {
  const law = fc.asyncProperty(
    fc.array(anyPatch, { minLength: 1, maxLength: 5 }),
    fc.nat(5),
    async (patches, old) => {
      await sql`truncate history_retention`.execute(ctx.db)
      const tag = `${Math.random()}`
      const userId = await person('2026-01-01')
      for (const [index, patch] of patches.entries()) {
        at(index < old ? '2026-01-02' : '2026-11-01')
        await write(ctx, userId, tagged(patch, tag)).catch(() => false)
      }
      at('2026-11-20')
      await deleteOldHistory(ctx)
      const { rows } = await sql<{ paths: string[]; revisions: number[]; now: number }>`
      select array(select distinct k from user_history h cross join lateral jsonb_object_keys(h.new) k
          where h.user_id = u.user_id) as paths, u.revision as now,
        array(select revision from user_history h where h.user_id = u.user_id order by revision) as revisions
      from user_account u where u.user_id = ${userId}`.execute(ctx.db)
      const { paths, revisions, now } = rows[0]!
      const document = Object.entries((await documentNow(ctx, userId))!)
      const named = Object.fromEntries(document.filter(([path]) => paths.includes(path)))
      expect((await replayed(ctx, [userId])).get(userId) ?? {}).toEqual(named)
      expect(revisions).toEqual(revisions.map((_, index) => now - revisions.length + 1 + index))
    },
  )
  await fc.assert(law, { numRuns: propertyRuns(15) })
})
