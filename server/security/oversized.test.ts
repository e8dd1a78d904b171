import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { multipart } from '../http/testing/mounted.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf } from './testing/endpoints.ts'
import { getRaw, sendRaw, statusIn } from './testing/socket.ts'

// What is too large, too deep or too many is refused by its size; the server goes on.

const bodyBytes = 64 * 1024
let server: TestServer
let signedIn: SignedIn
let ask: Ask
let port: number

beforeAll(async () => {
  server = await openTestServer({ bodyBytes, uploadBytes: 64 * 1024 })
  const member = await staffMember(server, 'clerk', allRoles)
  signedIn = member.signedIn
  ask = member.ask
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

const isAlive = async () => (await request(server, 'GET /api/health')).statusCode === 200
const json = { 'content-type': 'application/json' }
const send = (line: string, payload: string, headers: object = json) =>
  request(server, line, { ...signedIn, headers: { ...signedIn.headers, ...headers }, payload })

describe('every endpoint', () => {
  const withBody = () => endpointsOf(server, one => one.body !== undefined && !one.foreignForm)

  test('refuses a body beyond its limit, that of strangers a small one', async () => {
    for (const { endpoint, line } of withBody()) {
      const limit = endpoint.permission === null ? 16 * 1024 : bodyBytes
      const { statusCode, body } = await send(line, `{"a":"${'x'.repeat(limit)}"}`)
      expect([line, statusCode, JSON.parse(body).code]).toEqual([line, 413, 'body_too_large'])
    }
  })

  test('refuses what it has no body for, whatever its size', async () => {
    for (const { line } of endpointsOf(server, one => !one.body && !one.upload && one.method !== 'GET')) {
      const { statusCode } = await send(line, `{"a":"${'x'.repeat(bodyBytes)}"}`)
      expect([line, statusCode]).toEqual([line, 413])
    }
  })

  test('takes JSON of any depth as wrong, and no stack is too small for it', async () => {
    const depth = 7000
    const lists = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const objects = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    for (const { endpoint, line } of withBody()) {
      const names = Object.keys((endpoint.body as { properties?: object }).properties ?? {})
      for (const deep of [lists, objects]) {
        const fields = names.map(name => `"${name}":${deep}`).slice(0, 3)
        for (const payload of [deep, `{${fields.join()}}`].filter(one => one.length < 15_000)) {
          const { statusCode } = await send(line, payload)
          expect([line, statusCode]).toEqual([line, 422])
        }
      }
    }
  })

  test('refuses every one of its fields when it is a deep tree, alone', async () => {
    const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`
    for (const { endpoint, line } of withBody())
      for (const name of Object.keys((endpoint.body as { properties?: object }).properties ?? {})) {
        const { statusCode } = await send(line, `{"${name}":${deep}}`)
        expect([line, name, statusCode < 500]).toEqual([line, name, true])
      }
  })
})

test('a value of a record that is a deep tree is a wrong value', async () => {
  const [userId] = await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'Lovelace' }])
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  for (const path of ['first_name', 'note/a', 'email/a', 'role/a', 'birth_date', 'rs_libraries', 'nothing'])
    for (const value of [deep(6000), `{"types":${deep(5000)}}`, `{"parameters":[${deep(5000)}]}`]) {
      const answer = await send(`PATCH /api/users/${userId}`, `{"revision":1,"values":{"${path}":${value}}}`)
      expect([path, answer.statusCode]).toEqual([path, 422])
    }
})

test('filters that are too deep or too large are refused by name', async () => {
  const deep = `${'{"not":'.repeat(2500)}{"field":"first_name","op":"empty"}${'}'.repeat(2500)}`
  const wide = JSON.stringify({ or: Array.from({ length: 501 }, () => ({ search: 'a' })) })
  for (const filter of [
    deep.slice(0, 19_000),
    `${'{"not":'.repeat(13)}{"search":"a"}${'}'.repeat(13)}`,
    wide,
  ])
    for (const line of ['users', 'users/count', 'users/facets']) {
      const { statusCode, body } = await ask(`GET /api/${line}?filter=${encodeURIComponent(filter)}`)
      expect([line, statusCode, body.includes('"problems"') || body.includes('invalid_filter')]).toEqual([
        line,
        422,
        true,
      ])
    }
})

describe('on the wire', () => {
  test('an address of any length is refused, and headers beyond 16 KB', async () => {
    for (const path of [`/api/users?q=${'x'.repeat(20_000)}`, `/${'x'.repeat(30_000)}`])
      expect(statusIn(await getRaw(port, path))).toBe(431)
    const many = Array.from({ length: 3000 }, (_, index) => `x-${index}: ${index}`)
    expect([400, 431]).toContain(statusIn(await getRaw(port, '/api/health', many)))
    expect(statusIn(await getRaw(port, '/api/health', [`cookie: ${'a=b;'.repeat(5000)}`]))).toBe(431)
    expect(await isAlive()).toBe(true)
  })

  test('a body without a length is counted while it comes', async () => {
    const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`
    const head = `POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`
    expect(statusIn(await sendRaw(port, `${head}${chunk.repeat(4)}0\r\n\r\n`))).toBe(413)
    expect(await isAlive()).toBe(true)
  })

  test.each([
    ['a length twice', 'Content-Length: 5\r\nContent-Length: 50'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['a length that is none', 'Content-Length: -1'],
    ['chunks under another name', 'Transfer-Encoding: xchunked'],
    ['a header that goes on in the next line', 'X-A: b\r\n c: d\r\n\te: f'],
    ['a name with a blank', 'X-A : b'],
    ['a null byte', 'X-A: \u0000'],
  ])('a request with %s is not read as two', async (_what, header) => {
    const body = '{"a":\r\n\r\nGET /api/health HTTP/1.1\r\nHost: a\r\n\r\n'
    const head = `POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n`
    const answer = await sendRaw(port, `${head}${header}\r\n\r\n${body}`)
    expect(answer.match(/HTTP\/1\.1 \d/g)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(answer).not.toContain('"status":"ok"')
    expect(await isAlive()).toBe(true)
  })
})

describe('an upload', () => {
  const uploads = () => endpointsOf(server, one => one.upload === true)
  const post = (line: string, parts: Parameters<typeof multipart>[0]) => {
    const { headers, payload } = multipart(parts)
    return send(line, payload, headers)
  }

  test('of a file, a field or many fields beyond the limit is refused at every door', async () => {
    const small = { name: 'file', fileName: 'a.csv', content: 'a' }
    const cases: [Parameters<typeof multipart>[0], string[]][] = [
      [
        [{ ...small, content: 'x'.repeat(70_000) }],
        ['file_too_large', 'file_kind_refused', 'not_a_picture', 'not_found'],
      ],
      [[{ name: 'note', content: 'x'.repeat(70_000) }, small], ['invalid_input']],
      [Array.from({ length: 100 }, (_, index) => ({ name: `f${index}`, content: 'x' })), ['invalid_input']],
      [[small, small], ['invalid_input']],
      [[], ['invalid_input']],
    ]
    expect(uploads().length).toBeGreaterThan(3)
    for (const { line } of uploads())
      for (const [parts, codes] of cases) {
        const answer = await post(line, parts)
        expect([line, answer.statusCode < 500, codes]).toEqual([
          line,
          true,
          expect.arrayContaining([answer.json().code]),
        ])
      }
  })

  test('with odd headers of its parts harms nobody', async () => {
    const odd = [
      'Content-Disposition: form-data; name="__proto__"',
      'Content-Disposition: form-data; name="constructor"; filename="a"',
      `Content-Disposition: form-data; name="${'x'.repeat(5000)}"`,
      'Content-Disposition: attachment',
      'X: y',
      `${'X: y\r\n'.repeat(3000)}`,
      'Content-Disposition: form-data; name="file"; filename*=UTF-7\'\'%zz',
    ]
    for (const { line } of uploads())
      for (const header of odd) {
        const payload = `--b\r\n${header}\r\n\r\nx\r\n--b--\r\n`
        const { statusCode } = await send(line, payload, {
          'content-type': 'multipart/form-data; boundary=b',
        })
        expect([line, header.slice(0, 60), statusCode < 500]).toEqual([line, header.slice(0, 60), true])
      }
    expect(await isAlive()).toBe(true)
  })
})

describe('a regular expression of the settings', () => {
  const format = (pattern: string) => ask('PATCH /api/settings', { values: { 'formats.email': { pattern } } })

  test.each(['(a+)+$', '(a|aa)+$', '(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(?:(?:x+)*)*y'])(
    '%s takes other engines for ever, and none of its steps twice',
    async pattern => {
      const { statusCode, body } = await format(pattern)
      expect(statusCode, body).toBe(200)
      const [userId] = await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'Lovelace' }])
      const address = `${'a'.repeat(200)}x!`
      const values = { 'email/a': { address, types: ['work'], preferred: true } }
      const answer = await ask(`PATCH /api/users/${userId}`, { revision: 1, values })
      expect(answer.statusCode).toBe(422)
    },
  )

  test.each([
    '((a{1000}){1000}){1000}',
    '(?:a{1000}){1000}',
    'a{1001}',
    '((((a{100}){100}){100}){100})',
    'a**',
    '(?=a)b',
    '(a)\\1',
    '(?<=a)b',
    '[',
  ])('%s, which needs too much memory or going back, is none', async pattern => {
    const { statusCode, body } = await format(pattern)
    expect([statusCode, JSON.parse(body).problems?.[0]?.rule]).toEqual([422, 'not_a_pattern'])
  })
})
