import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './db/connect.ts'
import { startEmbeddedDatabase } from './db/embedded/start-embedded-database.ts'
import {
  type ChildProgram,
  killAllPrograms,
  spawnProgram,
  stopProgram,
} from './story/testing/child-program.ts'
import { setUp, signIn } from './story/testing/client.ts'

const person = { primaryId: 'ada', password: 'correct horse battery' }
let parent: string
let folder: string
let program: ChildProgram

const start = (environment: Record<string, string>, parameters: string[] = []) =>
  spawnProgram('server/main.ts', { environment, parameters })

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'carrel-main-'))
  folder = join(parent, 'first')
  program = start({ CARREL_DATA: folder })
  await program.origin()
})
afterAll(() => {
  killAllPrograms()
  rmSync(parent, { recursive: true })
})

/** What a program says that cannot start: its message and code, and never a stack trace. */
async function refusalOf(child: ChildProgram): Promise<string> {
  expect(await child.end()).toBe(1)
  const said = child.said()
  expect(said).toMatch(/^\nCarrel cannot start: /)
  expect(said).not.toMatch(/\n\s+at /)
  return said
}

const linkIn = (said: string) => /^http\S+#\S+$/m.exec(said)?.[0]

test('the first start prints a set-up link that creates one administrator, once', async () => {
  await expect.poll(() => linkIn(program.said())).toBeDefined()
  const link = linkIn(program.said())!
  const ada = await setUp(link, person)
  expect(await ada.get('/api/session')).toMatchObject({ user: { primaryId: 'ada' } })
  await expect(setUp(link, { ...person, primaryId: 'eve' })).rejects.toThrow('setup_done')
  await expect(signIn(await program.origin(), 'eve', person.password)).rejects.toThrow('sign_in_failed')
})

test('a second program on the same data folder says who has it', async () => {
  const said = await refusalOf(start({ CARREL_DATA: folder }))
  expect(said).toContain(`is in use by process ${program.child.pid}.`)
})

test('SIGTERM ends it with code 0; the next start has everything and prints no link', async () => {
  expect(await stopProgram(program)).toBe(0)
  expect(program.said()).not.toMatch(/error/i)
  expect(existsSync(join(folder, 'database', 'postgres.lock'))).toBe(false)
  const next = start({ CARREL_DATA: folder })
  await signIn(await next.origin(), person.primaryId, person.password)
  expect(linkIn(next.said())).toBeUndefined()
  expect(await stopProgram(next)).toBe(0)
})

test('self-check machines are answered at SIP2_PORT, and stopping does not wait for them', async () => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  await once(free.close(), 'close')
  const next = start({ CARREL_DATA: folder, SIP2_PORT: String(port) })
  await next.origin()
  const machine = createConnection(port, '127.0.0.1')
  machine.write('9900302.00\r')
  expect(String((await once(machine, 'data'))[0])).toMatch(/^98YNNNNN/)
  expect(await stopProgram(next)).toBe(0)
  machine.destroy()
})

test('a taken port is named, with what to do, and the data folder is given back', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const said = await refusalOf(start({ CARREL_DATA: folder, PORT: String(port) }))
  other.close()
  expect(said).toContain(`Port ${port} on 127.0.0.1 is taken by another program.`)
  expect(said).toContain(`PORT=${port + 1}`)
  expect(existsSync(join(folder, 'database', 'postgres.lock'))).toBe(false)
})

test('a database that a newer version has changed is left alone', async () => {
  const embedded = await startEmbeddedDatabase({ folder: join(folder, 'database') })
  const db = connect(embedded.connection)
  await sql`insert into migration (name, checksum) values ('9999-future.sql', 'x')`.execute(db)
  await db.destroy()
  await embedded.stop()
  expect(await refusalOf(start({ CARREL_DATA: folder }))).toContain(
    'A newer Carrel has already changed this database (9999-future.sql).',
  )
})

test('a database that cannot be reached is named, without its password', async () => {
  const said = await refusalOf(
    start({
      CARREL_DATA: join(parent, 'none'),
      DATABASE_URL: 'postgres://carrel:top-secret@127.0.0.1:1/carrel',
      CARREL_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    }),
  )
  expect(said).toContain('The database at 127.0.0.1:1 cannot be used: ECONNREFUSED.')
  expect(said).not.toContain('top-secret')
})

test('wrong settings are all named at once', async () => {
  const said = await refusalOf(start({ CARREL_DATA: parent, PORT: 'eighty', CARREL_LOG_LEVEL: 'loud' }))
  expect(said).toContain('PORT')
  expect(said).toContain('CARREL_LOG_LEVEL')
})

test('the demo needs no settings, prints who can sign in, and leaves nothing behind', async () => {
  const demo = start({ CARREL_DEMO_USERS: '60', TMPDIR: parent }, ['--demo'])
  const origin = await demo.origin()
  await expect.poll(demo.said).toContain('Ctrl+C')
  const said = demo.said()
  expect(linkIn(said)).toBeUndefined()
  const password = /password (\S+) as/.exec(said)![1]!
  for (const name of ['mreyes', 'tokafor', 'ktanaka', 'lsorensen']) {
    expect(said).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    await signIn(origin, name, password)
  }
  const client = await signIn(origin, 'mreyes', password)
  const { total } = await client.get<{ total: number }>('/api/users/count')
  expect(total).toBeGreaterThan(60)
  const files = /^ {2}(\/.*walk-through)$/m.exec(said)![1]!
  expect(existsSync(files)).toBe(true)
  expect(await stopProgram(demo)).toBe(0)
  expect(existsSync(dirname(files))).toBe(false)
})
