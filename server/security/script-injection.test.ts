import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { multipart } from '../http/testing/mounted.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { addProfile } from '../sso/testing/profiles.ts'
import { signingPair } from '../sso/testing/signing-pairs.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf } from './testing/endpoints.ts'

// A text that somebody stores or sends stays a text, wherever it comes out. (In the browser: e2e/hostile-text.e2e.ts.)

const script = '<script>window.__pwned=1</script>'
const image = '"><img src=x onerror=alert(1)>'
const link = 'https://evil.example/"onmouseover="alert(1)'
let server: TestServer
let ask: Ask
let signedIn: SignedIn

beforeAll(async () => {
  server = await openTestServer()
  const member = await staffMember(server, 'clerk', [...allRoles, '57'])
  ask = member.ask
  signedIn = member.signedIn
})
afterAll(() => server.close())

async function person(document: PersonDocument = {}): Promise<number> {
  const usual = {
    'email/a': { address: 'ada@example.edu', types: ['work'], preferred: true },
    pin_number: '1234',
  }
  return (
    await createPeople(contextOf(server), [{ first_name: script, last_name: image, ...usual, ...document }])
  )[0]!
}

test('no endpoint reflects what it was sent as anything but JSON', async () => {
  for (const { line } of endpointsOf(server, one => one.method !== 'DELETE')) {
    const answers = [
      await request(server, `${line}?${encodeURIComponent(script)}=${encodeURIComponent(image)}`, signedIn),
      await request(server, line, { ...signedIn, payload: { [script]: image } }),
      await request(server, line.replace('999999', encodeURIComponent(script)), signedIn),
    ]
    for (const { headers, statusCode, body } of answers) {
      const type = String(headers['content-type'] ?? '')
      if (statusCode === 303) expect([line, headers.location]).toEqual([line, '/sign-in?refused=sso_failed'])
      else if (body.includes('<'))
        expect([line, type]).toEqual([line, expect.stringMatching(/^application\/(problem\+)?json/)])
    }
  }
})

describe('a letter', () => {
  const tags = /<(?!\/?(html|head|meta|body|p|br|a)\b|!doctype)/gi
  const letterOf = async (userId: number) => {
    const { rows } = await sql<{
      html: string
    }>`select html from letter_outbox where user_id = ${userId}`.execute(server.db)
    return rows.map(row => row.html)
  }

  test('has the tags that it should have, whatever staff write or people are called', async () => {
    const userId = await person({ preferred_language: 'en' })
    const texts = [
      script,
      image,
      link,
      `javascript:alert(1)\n${link}\nhttps://evil.example/'><script>1</script>`,
      '</p></body>',
    ]
    for (const text of texts)
      await ask(`POST /api/users/${userId}/letters`, {
        letter: 'general_mail',
        subject: text.slice(0, 90),
        text,
      })
    await ask(`POST /api/users/${userId}/letters`, { letter: 'pin_number' })
    const letters = await letterOf(userId)
    expect(letters.length).toBeGreaterThanOrEqual(texts.length)
    for (const html of letters) {
      expect(html.match(tags) ?? []).toEqual([])
      for (const [, attributes] of html.matchAll(/<a ([^>]*)>/g))
        expect(attributes).toMatch(/^href="https?:\/\/[^"<>]*"$/)
      expect(html).not.toMatch(/<[^>]*\son\w+=/i)
    }
  })

  test('has no tags of the words of the institution, either', async () => {
    const wording = { subject: `${script}{pin}`, paragraphs: [`${image} {pin}`, script] }
    const saved = await ask('PUT /api/letter-settings/pin_number', {
      isEnabled: true,
      words: { en: wording },
    })
    expect(saved.statusCode, saved.body).toBe(200)
    const userId = await person()
    await ask(`POST /api/users/${userId}/letters`, { letter: 'pin_number' })
    const [html = ''] = await letterOf(userId)
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(tags) ?? []).toEqual([])
  })
})

describe('a file', () => {
  const upload = (userId: number, fileName: string, content: string) => {
    const body = multipart([{ name: 'file', fileName, content }])
    const headers = { ...signedIn.headers, ...body.headers }
    return request(server, `POST /api/users/${userId}/attachments`, {
      ...signedIn,
      headers,
      payload: body.payload,
    })
  }

  test.each([
    ['picture.svg', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`],
    ['page.html', `<html>${script}</html>`],
    ['notes.txt', `<!doctype html>${script}`],
    ['data.xml', `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`],
    ['run.js', 'alert(1)'],
    ['page.xhtml', 'x'],
  ])('%s that a browser would run is not kept', async (fileName, content) => {
    const answer = await upload(await person(), fileName, content)
    expect(answer.json().code).toBe('file_kind_refused')
  })

  test.each([
    ['polyglot.gif', `GIF89a/*${script}*/=1;alert(1)`],
    [`${script}.txt`, 'plain'],
    ['table.csv', '=HYPERLINK("http://evil.example")'],
    ['feed.xml', '<feed/>'],
    ['letter.pdf', '%PDF-1.7 /JS (app.alert(1))'],
  ])('%s that is kept comes back as a file in a sandbox', async (fileName, content) => {
    const userId = await person()
    const kept = await upload(userId, fileName, content)
    if (kept.statusCode !== 200) return expect(kept.json().code).toBe('file_kind_refused')
    const { headers, body } = await ask(`GET /api/users/${userId}/attachments/${kept.json().id}`)
    expect(body).toBe(content)
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[^"<>]*"|^attachment; filename="[^"]*"/,
    )
    expect([headers['content-security-policy'], headers['x-content-type-options']]).toEqual([
      'sandbox',
      'nosniff',
    ])
    expect(headers['content-type']).not.toMatch(/html|xml|svg|script/)
  })
})

const formulas = [
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\uFF1D1',
  "'=1",
  '=1"&"<script>',
]

test.each(formulas)('a cell that begins as %j is no formula in a file of people', async formula => {
  const userId = await person({ first_name: formula, last_name: formula })
  const { body } = await ask(
    `GET /api/users/export?format=csv&columns=last_name,first_name&filter=${encodeURIComponent(JSON.stringify({ field: 'last_name', op: 'eq', value: formula }))}`,
  )
  expect(userId).toBeGreaterThan(0)
  const cells = body.split('\n').slice(1).join('\n')
  // Last name and first name, both behind an apostrophe.
  expect(cells).toMatch(/^"?'[\s\S]*,"?'/)
})

test('nor one in the list of rows of a file that matched nobody', async () => {
  const content = `Barcode\n${formulas.map(one => `"${one.replaceAll('"', '""')}"`).join('\n')}\n`
  const body = multipart([
    { name: 'name', content: 'Formulas' },
    { name: 'file', fileName: 'a.csv', content },
  ])
  const headers = { ...signedIn.headers, ...body.headers }
  const made = await request(server, 'POST /api/sets/from-file', {
    ...signedIn,
    headers,
    payload: body.payload,
  })
  expect(made.statusCode, made.body).toBe(200)
  const file = await ask(`GET /api/sets/${made.json().setId}/unmatched`)
  expect(file.body).toContain('cmd')
  expect(file.body).not.toMatch(/(^|,|")[=+\-@\uFF1D]/m)
})

test('a name of ours that a request makes up is no markup in the metadata for identity providers', async () => {
  const settings = {
    entityId: 'https://idp.example',
    entryPoint: 'https://idp.example/sso',
    certificate: signingPair.certificate,
  }
  await addProfile(ask, { code: 'shib', kind: 'SAML', settings })
  const host = `a"/><script>alert(1)</script>`
  const { body, headers } = await request(server, 'GET /api/sso/shib/metadata', { headers: { host } })
  expect(body).not.toContain('<script')
  expect(headers['content-security-policy']).toBe('sandbox')
})
