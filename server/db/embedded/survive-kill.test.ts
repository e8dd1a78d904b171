import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startEmbeddedDatabase } from './start-embedded-database.ts'

// Creating a database takes seconds of computing, and several are created and recovered here.
vi.setConfig({ testTimeout: 240_000 })

const program = join(import.meta.dirname, 'testing/commit-rows.ts')
let parent: string
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'carrel-kill-'))
})
afterAll(() => rmSync(parent, { recursive: true }))

function start(folder: string): { child: ChildProcess; output: () => string; errors: () => string } {
  const child = spawn(process.execPath, [program, folder])
  let output = ''
  let errors = ''
  child.stdout.on('data', chunk => {
    output += chunk
  })
  child.stderr.on('data', chunk => {
    errors += chunk
  })
  return { child, output: () => output, errors: () => errors }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.signalCode === null) await once(child, 'exit')
}

/** Whole lines only: the last id may be cut off by the kill. */
function idsIn(output: string): number[] {
  return output.split('\n').slice(0, -1).map(Number)
}

async function readIds(folder: string): Promise<Set<number>> {
  const database = await startEmbeddedDatabase({ folder })
  const client = new pg.Client(database.connection)
  await client.connect()
  const { rows } = await client.query('select id from acknowledged')
  await client.end()
  await database.stop()
  return new Set(rows.map(row => Number(row.id)))
}

test('five kills at random moments lose no acknowledged row, and each time the folder is taken over', async () => {
  const folder = join(parent, 'rows')
  const acknowledged: number[] = []
  for (let kills = 0; kills < 5; kills += 1) {
    const { child, output, errors } = start(folder)
    while (output() === '' && child.exitCode === null) await wait(20)
    expect(errors()).toBe('')
    await wait(Math.random() * 500)
    await kill(child)
    acknowledged.push(...idsIn(output()))
  }
  const stored = await readIds(folder)
  expect(acknowledged.length).toBeGreaterThan(50)
  expect(acknowledged.filter(id => !stored.has(id))).toEqual([])
  expect(readdirSync(folder)).toEqual(['postgres'])
})

test('a kill while the database is being created leaves a folder that works', async () => {
  const folder = join(parent, 'created')
  const { child } = start(folder)
  while (!existsSync(join(folder, 'postgres.new', 'base'))) await wait(2)
  await kill(child)
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  const again = start(folder)
  while (again.output() === '' && again.child.exitCode === null) await wait(20)
  await kill(again.child)
  expect(again.errors()).toBe('')
  expect(existsSync(join(folder, 'postgres.new'))).toBe(false)
})

test('a second program on the same folder is told who has it and what to do', async () => {
  const folder = join(parent, 'rows')
  const first = start(folder)
  while (first.output() === '') await wait(20)
  const second = start(folder)
  await once(second.child, 'exit')
  const acknowledgedBefore = idsIn(first.output()).length
  await wait(200)
  await kill(first.child)
  expect(second.errors()).toContain(`${folder} is in use by process ${first.child.pid}.`)
  expect(second.errors()).toContain(
    'stop the other one, set CARREL_DATA to another folder, or set DATABASE_URL',
  )
  expect(idsIn(first.output()).length).toBeGreaterThan(acknowledgedBefore)
})
