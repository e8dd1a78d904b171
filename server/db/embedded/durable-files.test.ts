import fs, { mkdtempSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compileEngine, openCluster } from './cluster.ts'

let folder: string
let database: PGlite
const failures: unknown[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-durable-'))
  database = await openCluster(join(folder, 'postgres'), await compileEngine(), error => {
    failures.push(error)
    throw error
  })
  await database.exec('create table fact (id int)')
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

/** Calls of fsync by the operating system's name while `work` runs, each passed on unless `error` is given. */
async function countFsyncs(work: () => Promise<unknown>, error?: Error): Promise<number> {
  const fsync = fs.fsyncSync
  let count = 0
  const spy = vi.spyOn(fs, 'fsyncSync').mockImplementation(file => {
    count += 1
    if (error) throw error
    fsync(file)
  })
  syncBuiltinESMExports()
  await work().finally(() => {
    spy.mockRestore()
    syncBuiltinESMExports()
  })
  return count
}

test('every commit is on disk before it is acknowledged', async () => {
  const count = await countFsyncs(async () => {
    for (let id = 0; id < 20; id += 1) await database.query('insert into fact values ($1)', [id])
  })
  expect(count).toBeGreaterThanOrEqual(20)
})

test('reading writes nothing', async () => {
  expect(await countFsyncs(() => database.query('select count(*) from fact'))).toBe(0)
})

test('a failed fsync is fatal, never an error that a retry could hide', async () => {
  const broken = new Error('EIO: i/o error, fsync')
  await countFsyncs(() => database.query('insert into fact values (1)').catch(() => {}), broken)
  expect(failures).toContain(broken)
})
