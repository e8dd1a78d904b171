import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf, isChange } from './testing/endpoints.ts'

// A page of another site makes the browser send a request, with its cookies: nothing may come of it.

let server: TestServer
let victim: SignedIn
let other: SignedIn

beforeAll(async () => {
  server = await openTestServer()
  victim = (await staffMember(server, 'victim', allRoles)).signedIn
  other = (await staffMember(server, 'other', allRoles)).signedIn
})
afterAll(() => server.close())

const codesOf = async (lines: string[], options: object) => {
  const answers = await Promise.all(lines.map(line => request(server, line, options)))
  return answers.map((answer, index) => [lines[index], answer.statusCode, answer.json().code])
}
const all = (lines: string[], status: number, code: string) => lines.map(line => [line, status, code])

describe('every endpoint that changes something for who is signed in', () => {
  const lines = () =>
    endpointsOf(server, one => isChange(one) && one.permission !== null && !one.upload).map(one => one.line)

  test.each<[string, (own: SignedIn) => Record<string, string>]>([
    ['no token', () => ({})],
    ['an empty token', () => ({ 'x-csrf-token': '' })],
    ['a token that was made up', () => ({ 'x-csrf-token': 'A'.repeat(43) })],
    ['the token of another session', () => other.headers],
    ['the cookie for a token', own => ({ 'x-csrf-token': own.cookies['carrel_session']! })],
    ['its token, from another site', own => ({ ...own.headers, 'sec-fetch-site': 'cross-site' })],
    ['its token, from a sibling', own => ({ ...own.headers, 'sec-fetch-site': 'same-site' })],
    ['its token, under another origin', own => ({ ...own.headers, origin: 'https://evil.example' })],
    ['its token, out of a sandbox', own => ({ ...own.headers, origin: 'null' })],
    [
      'its token, with a host that agrees with a wrong origin in name only',
      own => ({ ...own.headers, origin: 'http://carrel.test.evil.example', host: 'carrel.test' }),
    ],
  ])('is refused with %s', async (_what, headers) => {
    const every = lines()
    expect(every.length).toBeGreaterThan(80)
    const options = { cookies: victim.cookies, headers: headers(victim), payload: {} }
    expect(await codesOf(every, options)).toEqual(all(every, 403, 'csrf_refused'))
  })

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=b',
    'text/html',
    '',
  ])('takes no body as %j, which a page of any site can send without asking', async type => {
    const every = lines()
    const headers = { ...victim.headers, 'content-type': type }
    const answers = await codesOf(every, { cookies: victim.cookies, headers, payload: '{"revision":1}=' })
    expect(answers).toEqual(all(every, 415, 'unsupported_media'))
  })
})

test('uploads, too, need the token before a byte is read', async () => {
  const lines = endpointsOf(server, one => one.upload === true).map(one => one.line)
  expect(lines.length).toBeGreaterThan(3)
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const answers = await codesOf(lines, { cookies: victim.cookies, headers, payload: '--b--' })
  expect(answers).toEqual(all(lines, 403, 'csrf_refused'))
})

test('other sites open no door for strangers but the one that a provider posts to', async () => {
  const doors = endpointsOf(server, one => isChange(one) && one.permission === null)
  const foreign = doors.filter(one => one.endpoint.foreignForm)
  expect(foreign.map(one => one.endpoint.path)).toEqual(['/api/sso/:code/assertion'])
  const lines = doors.filter(one => !one.endpoint.foreignForm).map(one => one.line)
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
    expect(await codesOf(lines, { headers, payload: {} })).toEqual(all(lines, 403, 'csrf_refused'))
  for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
    const options = { headers: { 'content-type': type }, payload: '{"a":"b"}' }
    expect(await codesOf(lines, options)).toEqual(all(lines, 415, 'unsupported_media'))
  }
})

test.each(['x-http-method-override', 'x-http-method', 'x-method-override', 'x-original-method'])(
  'the header %s changes no method',
  async name => {
    const headers = { [name]: 'DELETE' }
    expect((await request(server, 'GET /api/session', { cookies: victim.cookies, headers })).statusCode).toBe(
      200,
    )
    const posted = await request(server, 'POST /api/session', {
      cookies: victim.cookies,
      headers: { ...victim.headers, ...headers },
      payload: { primaryId: 'x', password: 'y' },
    })
    expect(posted.json().code).toBe('sign_in_failed')
    expect((await request(server, 'GET /api/session', victim)).statusCode).toBe(200)
  },
)

test('neither does a parameter of the address or of the body', async () => {
  expect((await request(server, 'GET /api/session?_method=DELETE', victim)).statusCode).toBe(422)
  const payload = { _method: 'DELETE', primaryId: 'x', password: 'y' }
  expect((await request(server, 'POST /api/session', { payload })).statusCode).toBe(422)
  expect((await request(server, 'GET /api/session', victim)).statusCode).toBe(200)
})

test.each(['HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND'])('%s reaches no endpoint', async method => {
  const urls = new Set(endpointsOf(server).map(one => one.line.split(' ')[1]!))
  for (const [index, url] of [...urls].entries()) {
    // Unknown paths have a limit by address.
    const remoteAddress = `192.0.2.${index}`
    const options = {
      ...victim,
      remoteAddress,
      headers: { ...victim.headers, 'access-control-request-method': 'DELETE' },
    }
    const answer = await server.app.inject({ ...options, method: method as 'HEAD', url })
    expect([url, answer.statusCode, answer.cookies]).toEqual([url, 404, []])
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['access-control-allow-methods']).toBeUndefined()
  }
})

test('no answer lets pages of other sites read it', async () => {
  const headers = { origin: 'https://evil.example' }
  for (const { line } of endpointsOf(server, one => one.method === 'GET')) {
    const answer = await request(server, line, { cookies: victim.cookies, headers })
    const granted = Object.keys(answer.headers).filter(name => name.startsWith('access-control-'))
    expect([line, granted, answer.headers['cross-origin-resource-policy']]).toEqual([line, [], 'same-origin'])
  }
})
