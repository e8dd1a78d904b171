import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoint } from '../../contract/endpoint.ts'
import { closed, Id, PageQuery } from '../../contract/page.ts'
import { appError } from '../errors.ts'
import { lasting } from './lasting-answers.ts'
import { mountedEndpoints } from './mount.ts'
import { multipart, openPlumbing, type Plumbing } from './testing/mounted.ts'

const Colour = Type.Union([Type.Literal('red'), Type.Literal('blue')])

const change = endpoint({
  method: 'POST',
  path: '/api/things/:thingId',
  permission: 'users.edit',
  summary: 'Change',
  mails: true,
  params: closed({ thingId: Id }),
  query: closed({
    ...PageQuery,
    isNew: Type.Optional(Type.Boolean()),
    tag: Type.Optional(Type.Array(Type.String())),
  }),
  body: closed({
    name: Type.String({ minLength: 2, maxLength: 5 }),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    colour: Type.Optional(Colour),
    rows: Type.Optional(Type.Array(closed({ code: Type.String() }), { maxItems: 2 })),
  }),
  response: Type.Object({ seen: Type.Unknown(), kept: Type.Object({ shown: Type.String() }) }),
})
const remove = endpoint({
  method: 'DELETE',
  path: '/api/things',
  permission: 'users.edit',
  summary: 'Remove',
})
const open = endpoint({ method: 'POST', path: '/api/open', permission: null, summary: 'For strangers' })
const fetchFile = endpoint({
  method: 'GET',
  path: '/api/file',
  permission: 'users.view',
  summary: 'File',
  download: true,
})

const breakDown = endpoint({ method: 'GET', path: '/api/broken', permission: null, summary: 'Breaks down' })

const first = endpoint({
  method: 'GET',
  path: '/api/first',
  permission: 'users.view',
  summary: 'One part of it',
  response: Type.Object({ one: Type.String() }),
})
const second = endpoint({
  ...first,
  path: '/api/second',
  summary: 'Another part',
  response: Type.Object({ other: Type.String() }),
})

let plumbing: Plumbing
let calls = 0

beforeAll(async () => {
  plumbing = await openPlumbing()
  const { mount } = plumbing
  mount(change, async (_ctx, seen) => {
    calls++
    const kept = { shown: 'yes', secret: 'no' }
    return { seen, kept, secret: 'no' }
  })
  mount(remove, async () => undefined)
  const answer = lasting({ one: 'ä', other: 'b', secret: 'no' })
  mount(first, async () => answer)
  mount(second, async () => answer)
  mount(open, async (_ctx, _request, exchange) => void exchange.setCookie('mark', 'x'))
  mount(breakDown, async () => {
    throw appError('database_unreachable', {
      message: 'The database at /secret/socket …',
      address: '/secret',
    })
  })
  mount(fetchFile, async () => ({
    fileName: 'Übersicht "2026"/../a\r\nb.csv',
    contentType: 'text/csv',
    stream: Readable.from(['a,b\n', 'c,d\n']),
  }))
})
afterAll(() => plumbing.app.close())

const editor = { may: 'users.edit' }

function post(payload: unknown, options: { url?: string; headers?: Record<string, string> } = {}) {
  return plumbing.app.inject({
    method: 'POST',
    url: options.url ?? '/api/things/7',
    headers: { ...editor, 'content-type': 'application/json', ...options.headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
}

test('every mounted endpoint is in the registry', () => {
  expect(mountedEndpoints(plumbing.app)).toEqual([change, remove, first, second, open, breakDown, fetchFile])
})

test('permission comes before everything else, even before a body that is broken', async () => {
  const before = calls
  const stranger = await plumbing.app.inject({ method: 'POST', url: '/api/things/x', payload: '{' })
  expect(stranger.json()).toMatchObject({ status: 401, code: 'not_signed_in' })
  const viewer = await post('{', { headers: { may: 'users.view' }, url: '/api/things/x' })
  expect(viewer.json()).toMatchObject({
    status: 403,
    code: 'forbidden',
    details: { permission: 'users.edit' },
  })
  expect(calls).toBe(before)
})

test('the answer carries what the endpoint declares and nothing else', async () => {
  const response = await post({ name: 'abc' })
  expect(response.json().kept).toEqual({ shown: 'yes' })
  expect(response.body).not.toContain('secret')
  expect(response.headers['cache-control']).toBe('no-store')
})

test('an answer that lasts is told again, by each endpoint as it declares', async () => {
  const get = (url: string) => plumbing.app.inject({ url, headers: { may: 'users.view' } })
  for (const _time of [1, 2]) {
    const answers = [await get('/api/first'), await get('/api/second')]
    expect(answers.map(({ body }) => body)).toEqual(['{"one":"ä"}', '{"other":"b"}'])
    for (const { headers, body } of answers)
      expect(headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'content-length': String(Buffer.byteLength(body)),
      })
  }
})

test('whoever sends letters is woken when a request may have left one, and by no other', async () => {
  const before = plumbing.hurries()
  await post({ name: 'x' })
  await plumbing.app.inject({ method: 'POST', url: '/api/open' })
  expect(plumbing.hurries()).toBe(before)
  await post({ name: 'abc' })
  expect(plumbing.hurries()).toBe(before + 1)
})

test('path and query are read as what they are declared, with their defaults', async () => {
  const response = await post({ name: 'abc' }, { url: '/api/things/12?isNew=true&tag=a&tag=b' })
  const { params, query } = response.json().seen
  expect(params).toEqual({ thingId: 12 })
  expect(query).toEqual({ isNew: true, tag: ['a', 'b'], limit: 50 })
})

test('a body is never read as another type than it has', async () => {
  const response = await post({ name: 'abc', count: '3' })
  expect(response.json()).toMatchObject({
    status: 422,
    code: 'invalid_input',
    problems: [{ field: 'count', rule: 'wrong_type', limit: 'integer' }],
  })
})

test('every problem is reported with field and rule', async () => {
  const response = await post({
    name: 'a',
    count: 10,
    colour: 'green',
    rows: [{ code: 'x' }, { kode: 'y' }],
    extra: 1,
  })
  expect(response.json().problems).toEqual(
    expect.arrayContaining([
      { field: 'extra', rule: 'unknown_field' },
      { field: 'name', rule: 'too_short', limit: 2 },
      { field: 'count', rule: 'too_large', limit: 9 },
      { field: 'colour', rule: 'one_of', limit: 'red, blue' },
      { field: 'rows.1.code', rule: 'required' },
      { field: 'rows.1.kode', rule: 'unknown_field' },
    ]),
  )
  expect(response.json().problems).toHaveLength(6)
})

test.each([
  ['/api/things/0', { field: 'thingId', rule: 'too_small', limit: 1 }],
  ['/api/things/x', { field: 'thingId', rule: 'wrong_type', limit: 'integer' }],
  ['/api/things/7?limit=501', { field: 'limit', rule: 'too_large', limit: 500 }],
  ['/api/things/7?sort=name', { field: 'sort', rule: 'unknown_field' }],
])('%s is refused', async (url, problem) => {
  expect((await post({ name: 'abc' }, { url })).json().problems).toEqual([problem])
})

test.each([
  ['no JSON', '{"name":', {}, 'invalid_input', 422],
  ['nothing at all', '', {}, 'invalid_input', 422],
  ['a key that would change a prototype', '{"__proto__": {"a": 1}, "name": "abc"}', {}, 'invalid_input', 422],
  ['too much', `"${'x'.repeat(50_001)}"`, {}, 'body_too_large', 413],
  ['plain text', 'abc', { 'content-type': 'text/plain' }, 'unsupported_media', 415],
  ['a form', 'name=abc', { 'content-type': 'application/x-www-form-urlencoded' }, 'unsupported_media', 415],
  ['a file', multipart([]).payload, multipart([]).headers, 'unsupported_media', 415],
])('%s as a body is refused', async (_what, payload, headers, code, status) => {
  const response = await post(payload, { headers: headers as Record<string, string> })
  expect(response.json()).toMatchObject({ code, status })
  expect(response.statusCode).toBe(status)
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})

test('an endpoint without a body takes none, and without a response answers 204', async () => {
  const send = (payload?: object) =>
    plumbing.app.inject({
      method: 'DELETE',
      url: '/api/things',
      headers: editor,
      ...(payload ? { payload } : {}),
    })
  expect((await send()).statusCode).toBe(204)
  expect((await send({})).statusCode).toBe(204)
  expect((await send({ all: true })).statusCode).toBe(422)
})

test('what is wrong with the machine is answered by its code alone', async () => {
  const response = await plumbing.app.inject('/api/broken')
  expect(response.statusCode).toBe(503)
  expect(response.json()).toEqual({
    type: 'urn:carrel:problem:database_unreachable',
    title: 'Database unreachable',
    status: 503,
    code: 'database_unreachable',
    requestId: expect.any(String),
  })
})

test('strangers may send little', async () => {
  const response = await post(`"${'x'.repeat(16_385)}"`, { url: '/api/open' })
  expect(response.statusCode).toBe(413)
})

test('every cookie is out of reach of scripts and other sites', async () => {
  const { cookies } = await plumbing.app.inject({ method: 'POST', url: '/api/open' })
  expect(cookies).toEqual([
    { name: 'mark', value: 'x', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' },
  ])
})

test('a file is always an attachment, under a name that can harm nobody', async () => {
  const response = await plumbing.app.inject({ url: '/api/file', headers: { may: 'users.view' } })
  expect(response.body).toBe('a,b\nc,d\n')
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="ab.csv"; filename*=UTF-8''ab.csv`,
  })
})
