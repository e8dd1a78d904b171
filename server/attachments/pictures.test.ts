import type { RequestListener } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pictureBytes } from '../../contract/attachments.ts'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { gif, jpeg, pdf, png, send, webp } from './testing/files.ts'
import { openPhotoServer, type PhotoServer } from './testing/photo-server.ts'

let server: TestServer
let desk: Ask
let signedIn: SignedIn
let viewer: SignedIn
let photos: PhotoServer
let elsewhere: PhotoServer
let answer: RequestListener

beforeAll(async () => {
  server = await openTestServer({ uploadBytes: 32 * 1024 * 1024 })
  photos = await openPhotoServer((request, response) => answer(request, response))
  elsewhere = await openPhotoServer(
    (_, response) => void response.setHeader('content-type', 'image/png').end(png),
  )
  await configure({})
  const member = await staffMember(server, 'desk', ['32'])
  desk = member.ask
  signedIn = member.signedIn
  viewer = (await staffMember(server, 'viewer', ['38'])).signedIn
})
beforeEach(() => {
  photos.paths.length = 0
  elsewhere.paths.length = 0
  answer = sending(jpeg, 'image/jpeg')
})
afterAll(async () => {
  await server.close()
  await photos.close()
  await elsewhere.close()
})

/** Every process keeps the settings for some seconds: a second application begins with the new ones. */
async function configure(settings: object): Promise<void> {
  const all = { photoServerUrl: `${photos.origin}/pictures/`, photoSuffix: 'png', ...settings }
  await sql`update institution set settings = settings || ${JSON.stringify(all)}::jsonb`.execute(server.db)
}

async function askAnew(settings: object, line: string) {
  await configure(settings)
  const other = await openTestServer({}, server)
  const response = await other.app.inject({ method: 'GET', url: line, cookies: signedIn.cookies })
  await other.close()
  await configure({ photoIdentifierType: 'USERNAME' })
  return response
}

const sending =
  (content: Buffer, type: string): RequestListener =>
  (_, response) =>
    void response.setHeader('content-type', type).end(content)

async function person(document: object = {}): Promise<number> {
  const [id] = await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'L', ...document }])
  return id!
}

const picture = (id: number) => desk(`GET /api/users/${id}/picture`)
const put = (id: number, content: Buffer, by = signedIn) =>
  send(server, by, { line: `PUT /api/users/${id}/picture`, file: { name: 'me.png', content } })

describe('the picture of the photo server', () => {
  test('is that of the primary identifier, percent-encoded, and stays private', async () => {
    const response = await picture(await person({ primary_id: 'ä b?#%2e&.x' }))
    expect(photos.paths).toEqual(['/pictures/%C3%A4%20b%3F%23%252e%26.x.png'])
    expect([response.statusCode, response.rawPayload.equals(jpeg)]).toEqual([200, true])
    expect(response.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    })
  })

  test('is named after an identifier of another type, if the institution says so', async () => {
    const barcode = { id_type: 'BARCODE', value: '2900' }
    const id = await person({
      'identifier/a': { ...barcode, value: '1', status: 'INACTIVE' },
      'identifier/b': barcode,
    })
    const none = await person()
    const settings = { photoIdentifierType: 'BARCODE' }
    expect((await askAnew(settings, `/api/users/${id}/picture`)).statusCode).toBe(200)
    expect((await askAnew(settings, `/api/users/${none}/picture`)).statusCode).toBe(404)
    expect(photos.paths).toEqual(['/pictures/2900.png'])
  })

  test.each(['../x', '..\\x', '/etc/passwd', '//evil.example/x', 'http://evil.example/x'])(
    'is not looked for under %j',
    async primary_id => {
      expect((await picture(await person({ primary_id }))).statusCode).toBe(404)
      expect(photos.paths).toEqual([])
    },
  )

  test.each(['..', '.', 'http:x', '@evil.example', '%2e%2e'])(
    'is looked for in its folder, even for %j',
    async primary_id => {
      await picture(await person({ primary_id }))
      expect(photos.paths).toEqual([`/pictures/${encodeURIComponent(primary_id)}.png`])
    },
  )

  test('may have moved within the folder, but is not fetched from anywhere else', async () => {
    const id = await person()
    const targets: [location: string, status: number][] = [
      ['moved.png', 200],
      [`${photos.origin}/pictures/moved.png`, 200],
      ['../secret.png', 404],
      ['%2e%2e/secret.png', 404],
      ['/admin', 404],
      [`${elsewhere.origin}/pictures/x.png`, 404],
      [`//127.0.0.1:1/x.png`, 404],
      ['file:///etc/passwd', 404],
      ['http://[', 404],
    ]
    for (const [location, status] of targets) {
      answer = (request, response) => {
        if (request.url === '/pictures/moved.png') sending(png, 'image/png')(request, response)
        else response.writeHead(302, { location }).end()
      }
      expect([location, (await picture(id)).statusCode]).toEqual([location, status])
    }
    expect(elsewhere.paths).toEqual([])
    expect(photos.paths.filter(path => !path.startsWith('/pictures/'))).toEqual([])
  })

  test('is not followed round in circles', async () => {
    answer = (_, response) => void response.writeHead(302, { location: 'again.png' }).end()
    expect((await picture(await person())).statusCode).toBe(404)
    expect(photos.paths).toHaveLength(4)
  })

  const bad: [what: string, RequestListener][] = [
    ['is missing', (_, response) => void response.writeHead(404).end()],
    [
      'comes with an error',
      (_, response) => void response.writeHead(500, { 'content-type': 'image/png' }).end(png),
    ],
    ['is called a page', sending(png, 'text/html')],
    ['is no picture at all', sending(Buffer.from('<script>alert(1)</script>'), 'image/png')],
    ['is an SVG', sending(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml')],
    ['is too large', sending(Buffer.concat([png, Buffer.alloc(pictureBytes)]), 'image/png')],
    [
      'breaks off',
      (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'image/png', 'content-length': 999 })
          .write(png, () => response.destroy()),
    ],
    ['does not come in time', () => undefined],
  ]
  test.each(bad)('is not there when it %s', async (_, listener) => {
    answer = listener
    const begin = performance.now()
    const response = await picture(await person())
    expect([response.statusCode, response.headers['cache-control']]).toEqual([404, 'no-store'])
    expect(performance.now() - begin).toBeLessThan(4500)
  })

  test('is not there when the server is not, and nobody is named in the log', async () => {
    const id = await person({ primary_id: 'quackenbush.w' })
    server.logLines.length = 0
    const response = await askAnew({ photoServerUrl: 'http://127.0.0.1:1/' }, `/api/users/${id}/picture`)
    expect(response.statusCode).toBe(404)
    expect(server.logLines.join('')).not.toContain('quackenbush')
  })

  test('is not there when nobody vouches for the certificate of its server', async () => {
    const forged = await openPhotoServer(sending(jpeg, 'image/jpeg'), selfSigned)
    const line = `/api/users/${await person()}/picture`
    const response = await askAnew({ photoServerUrl: `${forged.origin}/pictures/` }, line)
    await forged.close()
    expect([response.statusCode, forged.paths]).toEqual([404, []])
  })

  test.each([
    'ftp://h/',
    'http://h/',
    'http://h/p',
    'http://u:p@h/',
    'http://h/?q=/',
    'javascript:x/',
    '//h/',
    7,
  ])('is not looked for when %j is said to be the server', async photoServerUrl => {
    const configuration = await askAnew({ photoServerUrl }, '/api/configuration')
    expect(configuration.json().hasPhotoServer).toBe(false)
    expect((await askAnew({ photoServerUrl }, `/api/users/${await person()}/picture`)).statusCode).toBe(404)
  })
})

describe('an uploaded picture', () => {
  test.each([
    ['PNG', png, 'image/png'],
    ['JPEG', jpeg, 'image/jpeg'],
    ['WebP', webp, 'image/webp'],
  ])('in %s comes before that of the photo server, until it is removed', async (_, content, type) => {
    const id = await person()
    expect((await put(id, content)).statusCode).toBe(200)
    const response = await picture(id)
    expect([response.headers['content-type'], response.rawPayload.equals(content)]).toEqual([type, true])
    expect(photos.paths).toEqual([])
    expect((await desk(`DELETE /api/users/${id}/picture`)).statusCode).toBe(204)
    expect((await picture(id)).rawPayload.equals(jpeg)).toBe(true)
    expect(photos.paths).toHaveLength(1)
  })

  test('takes the place of the last one, and the history knows both', async () => {
    const id = await person()
    await put(id, png)
    const second = (await put(id, jpeg)).json()
    const record: UserRecord = (await desk(`GET /api/users/${id}`)).json()
    expect(record.segments['picture']).toEqual([second])
    const [entry] = (await desk(`GET /api/users/${id}/history`)).json().items
    expect(entry.changes).toMatchObject([
      { path: 'picture/own', old: { media_type: 'image/png' }, new: { media_type: 'image/jpeg' } },
    ])
    expect(JSON.stringify(entry)).not.toMatch(/file_(id|key)/)
    expect((await picture(id)).rawPayload.equals(jpeg)).toBe(true)
  })

  test.each([
    ['a GIF', gif, 422, 'not_a_picture'],
    ['a PDF', pdf, 422, 'not_a_picture'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 422, 'not_a_picture'],
    ['nothing', Buffer.alloc(0), 422, 'file_empty'],
    [
      'a byte too much',
      Buffer.concat([png, Buffer.alloc(pictureBytes - png.length + 1)]),
      413,
      'file_too_large',
    ],
  ])('is refused when it is %s', async (_, content, status, code) => {
    const id = await person()
    const response = await put(id, content)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
    expect((await desk(`GET /api/users/${id}`)).json().revision).toBe(1)
  })

  test('is set and removed by those who may edit, on accounts that are not protected', async () => {
    const id = await person()
    const isProtected = await person({ primary_id: 'exl_impl' })
    expect((await put(id, png, viewer)).json().code).toBe('forbidden')
    expect((await put(isProtected, png)).json().code).toBe('protected_account')
    expect((await put(1_000_000, png)).json().code).toBe('not_found')
    const removals = [isProtected, 1_000_000].map(one => desk(`DELETE /api/users/${one}/picture`))
    expect((await Promise.all(removals)).map(one => one.statusCode)).toEqual([409, 404])
    const { cookies, headers } = viewer
    const url = `/api/users/${id}/picture`
    expect((await server.app.inject({ method: 'DELETE', url, cookies, headers })).json().code).toBe(
      'forbidden',
    )
  })
})
