import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { multipart } from '../http/testing/mounted.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf, urlOf } from './testing/endpoints.ts'
import { getRaw, statusIn, visit } from './testing/socket.ts'

// Whatever path or name is asked for, nothing outside of its folder is read or written.

/** Unknown paths have a limit by address. */
let visitors = 0
const from = () => `10.${++visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`

const secret = 'nobody may ever read this'
let folder: string
let server: TestServer
let signedIn: SignedIn
let port: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-paths-'))
  for (const name of ['web', 'web/assets', 'web-other', 'data']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'web/index.html'), '<title>Carrel</title>')
  writeFileSync(join(folder, 'web/assets/a.js'), 'start()')
  for (const name of ['secret.txt', 'web-other/secret.txt', 'web/.env', 'data/master.key'])
    writeFileSync(join(folder, name), secret)
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'web-other/link.txt'))
  server = await openTestServer({
    webFolder: join(folder, 'web'),
    dataFolder: join(folder, 'data'),
    trustProxy: true,
  })
  signedIn = (await staffMember(server, 'clerk', allRoles)).signedIn
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const up = [
  ...['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '%c0%ae%c0%ae', '..%00', '..;', '....', '..%c0%af'],
  ...['.%00.', '\\..', '..\\', '%5c..', '%ff', '%u002e%u002e'],
]
const slashes = ['/', '%2f', '%2F', '%252f', '\\', '%5c', '%255c', '//', '/./', '%2f%2f']
const targets = ['secret.txt', 'web-other/secret.txt', 'data/master.key', '.env', 'etc/passwd']

const paths = up.flatMap(dots =>
  slashes.flatMap(slash =>
    targets.flatMap(target =>
      ['/', '/assets/'].flatMap(start =>
        [1, 2, 6].map(times => `${start}${`${dots}${slash}`.repeat(times)}${target.replaceAll('/', slash)}`),
      ),
    ),
  ),
)

test('no spelling of a path leaves the folder of the screens', async () => {
  expect(paths.length).toBeGreaterThan(4000)
  for (const path of paths) {
    const { statusCode, body } = await visit(port, path, from())
    expect([path, [200, 404].includes(statusCode)]).toEqual([path, true])
    expect([path, body.includes(secret) || body.includes('root:')]).toEqual([path, false])
    if (statusCode === 200) expect(body).toBe('<title>Carrel</title>')
  }
})

test('neither when it arrives as bytes that no client would send', async () => {
  const raw = [
    ...paths.filter((_, index) => index % 97 === 0).map(path => path.replaceAll('\\', '%5c')),
    ...['/../secret.txt', '/assets/../../secret.txt', '/assets/..\\..\\secret.txt', '/./../secret.txt'],
    ...[`http://carrel.test/../secret.txt`, `file://${folder}/secret.txt`, `/${folder}/secret.txt`, '*'],
    ...[`//${folder}/secret.txt`, '/.env', '/%2eenv', '/assets/%2e%2e%2f.env'],
  ]
  for (const path of raw) {
    const answer = await getRaw(port, path, [`X-Forwarded-For: ${from()}`])
    expect([path, answer.includes(secret)]).toEqual([path, false])
    expect([path, [200, 400, 404].includes(statusIn(answer))]).toEqual([path, true])
  }
})

test('a null byte, a very long path and a name that Windows keeps for itself are unknown paths', async () => {
  const odd = ['/assets/a.js%00.html', '/%00', `/${'a/'.repeat(4000)}`, `/assets/${'x'.repeat(8000)}`]
  for (const path of [...odd, '/assets/con', '/assets/a.js::$DATA', '/assets/a.js/', '/assets/~root'])
    expect([path, [200, 404].includes((await visit(port, path, from())).statusCode)]).toEqual([path, true])
  expect((await visit(port, `/assets/${'x'.repeat(8000)}`, from())).statusCode).toBe(404)
})

test('no parameter of an endpoint is a path', async () => {
  const values = [
    '..%2f..%2fsecret.txt',
    '%2e%2e',
    '%00',
    'a%00b',
    '..%5csecret',
    '%252e%252e%252f',
    'x'.repeat(5000),
  ]
  for (const { endpoint } of endpointsOf(server, one => one.path.includes(':')))
    for (const value of values) {
      const url = urlOf(endpoint, value)
      const { statusCode, body } = await server.app.inject({ method: endpoint.method, url, ...signedIn })
      expect([endpoint.method, url, statusCode < 500]).toEqual([endpoint.method, url, true])
      expect(body).not.toContain(secret)
    }
})

/** Every file below the folder of the test. */
const files = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .toSorted()

describe('an upload is written under a name of ours, inside the data folder', () => {
  const names = [
    '../../secret.txt',
    '..\\..\\secret.txt',
    '/etc/cron.d/evil',
    'C:\\evil.csv',
    '....//evil.csv',
    'a\u0000.csv',
    '%2e%2e%2fevil.csv',
    `${'x'.repeat(3000)}.csv`,
    '.',
    '..',
  ]
  test.each([
    ['POST /api/sets/from-file', 'name'],
    ['POST /api/tasks/sis', 'profile'],
    ['POST /api/tasks/courses', 'profile'],
    ['POST /api/users/1/attachments', 'note'],
    ['PUT /api/users/1/picture', 'note'],
  ])('%s', async (line, field) => {
    const before = files()
    for (const fileName of names) {
      const body = multipart([
        { name: field, content: line.endsWith('/sis') ? 'SIS' : `../../${field}` },
        { name: 'file', fileName, content: 'USERNAME\nnobody\n' },
      ])
      const headers = { ...signedIn.headers, ...body.headers }
      const { statusCode } = await request(server, line, { ...signedIn, headers, payload: body.payload })
      expect([fileName, statusCode < 500]).toEqual([fileName, true])
    }
    const added = files().filter(name => !before.includes(name))
    // A feed waits for its task.
    expect(added.length > 0).toBe(line.endsWith('/sis'))
    expect(added.filter(name => !/^data\/[\w/-]+\/[0-9a-f-]{36}\.upload$/.test(name))).toEqual([])
  })
})
