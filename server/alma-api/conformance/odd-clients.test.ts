import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code } from './testing/makers.ts'
import { type AskOptions, host, type OutsideWorld, openOutsideWorld } from './testing/outside-world.ts'
import { codeIn, expectHead } from './testing/run-rows.ts'

let world: OutsideWorld
let user: string
beforeAll(async () => {
  world = await openOutsideWorld()
  user = await world.makers().fill('{user}')
})
afterAll(() => world.server.close())

const json = { accept: 'application/json' }
const xmlType = 'application/xml;charset=UTF-8'
const jsonType = 'application/json;charset=UTF-8'
const typeOf = async (line: string, headers: Record<string, string> = {}) => {
  const answer = await world.ask(line, { headers })
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.body.startsWith('<') ? xmlType : jsonType).toBe(answer.headers['content-type'])
  return answer.headers['content-type']
}
const fresh = (text: string) => world.makers().fill(text)
const send = async (line: string, payload?: string | Buffer, options: AskOptions = {}) =>
  world.ask(line, { headers: json, ...(payload === undefined ? {} : { payload }), ...options })

describe('keys', () => {
  test.each(['apikey', 'Apikey', 'APIKEY', 'apiKey', ' apikey ', 'apikey  '])(
    'as "%s KEY" in the header',
    async word => {
      const headers = { authorization: `${word} ${world.reader}` }
      expect((await world.ask(`GET /users/${user}`, { key: undefined, headers })).statusCode).toBe(200)
    },
  )

  test('in the query, once or twice, with other parameters around it', async () => {
    const without = { headers: { authorization: '' } }
    for (const query of [
      `apikey=${world.reader}`,
      `format=json&apikey=${world.reader}&lang=en`,
      `apikey=${world.reader}&apikey=${world.reader}`,
    ])
      expect((await world.ask(`GET /users/${user}?${query}`, without)).statusCode, query).toBe(200)
  })

  test('that are wrong or missing are told in XML without a tracking id, with HTTP 400', async () => {
    for (const authorization of ['', 'apikey', 'apikey wrong', 'Bearer x', `Basic ${world.reader}`]) {
      const answer = await world.ask(`GET /users/${user}?format=json`, {
        headers: { ...json, authorization },
      })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, xmlType])
      expect(codeIn(answer.body)).toBe('UNAUTHORIZED')
      expect(answer.body).not.toContain('trackingId')
      expectHead(answer)
    }
  })
})

describe('formats', () => {
  test.each([
    [undefined, xmlType],
    ['*/*', xmlType],
    ['', xmlType],
    ['application/xml', xmlType],
    ['application/json', jsonType],
    ['Application/JSON', jsonType],
    ['application/json; charset=utf-8', jsonType],
    ['application/json, text/plain, */*', jsonType],
    ['application/xml;q=0.5, application/json', jsonType],
    ['application/json;q=0.4, application/xml;q=0.9', xmlType],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', xmlType],
    ['application/json;q=0', xmlType],
    ['nonsense', xmlType],
  ])('Accept: %s gives %s', async (accept, type) => {
    expect(await typeOf(`GET /users/${user}`, accept === undefined ? {} : { accept })).toBe(type)
  })

  test.each([
    ['format=json', 'application/xml', jsonType],
    ['format=xml', 'application/json', xmlType],
    ['format=JSON', 'application/xml', jsonType],
    ['format=json&format=json', 'application/xml', jsonType],
    ['format=', 'application/json', jsonType],
    ['format=yaml', 'application/json', jsonType],
  ])('?%s before Accept: %s gives %s', async (query, accept, type) => {
    expect(await typeOf(`GET /users/${user}?${query}`, { accept })).toBe(type)
  })

  test('refusals are told in what was asked for, and so are unknown addresses', async () => {
    for (const [path, expected] of [
      ['/users/nobody', '401861'],
      ['/nothing/here', 'ROUTING_ERROR'],
    ] as const) {
      const inJson = await world.ask(`GET ${path}?format=json`)
      expect([inJson.statusCode, inJson.headers['content-type']]).toEqual([400, jsonType])
      expect(inJson.json().errorList.error[0].errorCode).toBe(expected)
      const inXml = await world.ask(`GET ${path}`)
      expect([inXml.statusCode, inXml.headers['content-type']]).toEqual([400, xmlType])
      expect(inXml.body).toContain(`<errorCode>${expected}</errorCode>`)
    }
  })

  test.each(['en', 'de', 'ar', 'xx', '', 'en&lang=fr'])('lang=%s does no harm', async lang => {
    const answer = await send(`GET /users/${user}?lang=${lang}`)
    expect([answer.statusCode, answer.json().status.desc]).toEqual([200, 'Active'])
  })
})

describe('bodies', () => {
  const person = (more: object = {}) =>
    JSON.stringify({ primary_id: 'odd{n}', last_name: 'Odd', account_type: code('INTERNAL'), ...more })

  test.each([
    ['application/json', 'JSON'],
    ['application/json;charset=UTF-8', 'JSON'],
    ['text/plain', 'JSON'],
    ['application/x-www-form-urlencoded', 'JSON'],
    ['application/xml', 'JSON in disguise'],
    ['multipart/form-data', 'JSON'],
    ['nonsense', 'JSON'],
    [undefined, 'JSON without a type'],
  ] as [string | undefined, string][])('Content-Type: %s with %s', async type => {
    const headers = { ...json, ...(type === undefined ? {} : { 'content-type': type }) }
    const answer = await world.ask('POST /users', { headers, payload: await fresh(person()) })
    expect(answer.statusCode, answer.body).toBe(200)
  })

  test('with a byte order mark, spaces around them, a declaration, comments, CDATA', async () => {
    const xml = (inside: string) =>
      `<user>${inside}<primary_id>odd{n}</primary_id><account_type>INTERNAL</account_type><last_name><![CDATA[Odd & even]]></last_name></user>`
    for (const text of [
      `\ufeff${person()}`,
      `\n  ${person()}\n`,
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${xml('')}`,
      `<?xml version="1.0" encoding="utf-8" standalone="yes"?><!-- by hand -->${xml('<!-- more -->')}\n`,
      xml('<full_name/><user_roles/><unknown_element><deep>1</deep></unknown_element>'),
    ]) {
      const answer = await send('POST /users', await fresh(text))
      expect(answer.statusCode, `${text}: ${answer.body}`).toBe(200)
    }
  })

  test('that are no UTF-8, have a document type or an entity are no valid XML', async () => {
    for (const payload of [
      Buffer.from('<user><last_name>M\xfcller</last_name></user>', 'latin1'),
      Buffer.from('{"last_name":"M\xfcller"}', 'latin1'),
      '<!DOCTYPE user [<!ENTITY a "b">]><user><last_name>&a;</last_name></user>',
      '<users><user/></users>',
      'null',
      '42',
      '\u0000',
    ]) {
      const answer = await send('POST /users', payload)
      expect([answer.statusCode, codeIn(answer.body)], String(payload)).toEqual([400, '401676'])
    }
  })

  test.each([
    ['no body', undefined, undefined],
    ['a type and nothing else', '', 'application/json'],
    ['null', 'null', 'application/json'],
    ['an empty object', '{}', 'application/json'],
    ['a form', '', 'application/x-www-form-urlencoded'],
    ['nonsense, for nobody reads it', 'x=1', 'application/x-www-form-urlencoded'],
  ])('of calls with op: %s', async (_what, payload, type) => {
    const line = await fresh('POST /users/{user}/fees/{fee}?op=pay&amount=1&method=CASH')
    const headers = {
      ...json,
      ...(type === undefined ? {} : { 'content-type': type }),
      'content-length': String(payload?.length ?? 0),
    }
    const answer = await world.ask(line, { headers, ...(payload ? { payload } : {}) })
    expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('"balance":19')])
  })

  test('numbers, yes and no as texts, texts as numbers, dates with and without Z, plain codes', async () => {
    const body = person({
      pin_number: 1234,
      job_description: 7,
      is_researcher: 'FALSE',
      user_group: 'STUDENT',
      birth_date: '1990-05-17',
      expiry_date: '2030-01-16T00:00:00Z',
      purge_date: '2031-01-16Z',
      contact_info: {
        email: [{ email_address: 'odd@example.org', preferred: 'True', email_type: [code('work')] }],
        phone: {
          phone_number: 5550100,
          preferred: 'true',
          preferred_sms: 'false',
          phone_type: [code('home')],
        },
      },
      user_note: [{ note_type: code('POPUP'), note_text: 'x', user_viewable: 'true', popup_note: 'false' }],
    })
      .replace('"phone":{', '"phone":[{')
      .replace('"home"}]}', '"home"}]}]')
    const answer = await send('POST /users', await fresh(body))
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({
      job_description: '7',
      is_researcher: false,
      user_group: { value: 'STUDENT', desc: 'Student' },
      birth_date: '1990-05-17Z',
      expiry_date: '2030-01-16Z',
      purge_date: '2031-01-16Z',
      contact_info: {
        email: [{ preferred: true }],
        phone: [{ phone_number: '5550100', preferred_sms: false }],
      },
      user_note: [{ user_viewable: true, popup_note: false }],
    })
  })

  test('that are the example of the console, empty placeholders and all', async () => {
    const example = {
      record_type: { value: 'PUBLIC' },
      primary_id: 'console{n}',
      first_name: 'Console',
      middle_name: '',
      last_name: 'Example',
      full_name: '',
      pin_number: '',
      user_title: { value: '' },
      job_category: { value: '' },
      job_description: '',
      gender: { value: '' },
      user_group: { value: 'STUDENT' },
      campus_code: { value: '' },
      web_site_url: '',
      cataloger_level: { value: '' },
      preferred_language: { value: 'en' },
      account_type: { value: 'INTERNAL' },
      external_id: '',
      password: '',
      force_password_change: '',
      status: { value: 'ACTIVE' },
      requests: { value: '', link: '' },
      loans: { value: '', link: '' },
      fees: { value: '', link: '' },
      contact_info: {
        address: [],
        email: [
          {
            preferred: 'true',
            segment_type: 'Internal',
            email_address: 'c@example.org',
            description: '',
            email_type: [{ value: 'personal' }],
          },
        ],
        phone: [],
      },
      pref_first_name: '',
      is_researcher: false,
      researcher: null,
      link: '',
      user_identifier: [
        { segment_type: 'Internal', value: 'EX{n}', id_type: { value: 'BARCODE' }, note: '', status: '' },
      ],
      user_role: [
        { status: { value: '' }, scope: { value: '01OUT_INST' }, role_type: { value: '200' }, parameter: [] },
      ],
      user_block: [],
      user_note: [],
      user_statistic: [],
      proxy_for_user: [{ link: '' }],
      rs_library: [{ code: { value: '' } }],
      library_notice: [{ code: { value: '' }, value: '' }],
    }
    const answer = await send('POST /users', await fresh(JSON.stringify(example)))
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({
      user_identifier: [{ status: 'ACTIVE' }],
      user_role: [{ status: { value: 'ACTIVE', desc: 'Active' } }],
      proxy_for_user: [],
    })
    expect(answer.json()).not.toHaveProperty('rs_library')
    expect(answer.json()).not.toHaveProperty('library_notice')
  })

  test('that were read, had a piece of text replaced and were put back', async () => {
    const path = `/users/${await fresh('{user}')}`
    const before = (await send(`GET ${path}`)).body
    const replaced = '"record_type":{"value":"STAFF","desc":"Staff"}'
    const text = before.replace('"record_type":{"value":"PUBLIC","desc":"Public"}', replaced)
    expect(text).not.toBe(before)
    const headers = { ...json, 'content-type': 'application/json' }
    const groups = text.replace(/"user_group":\{[^}]*\}/, '"user_group":{"value":"FACULTY","desc":"Faculty"}')
    const answer = await world.ask(`PUT ${path}`, { headers, payload: groups })
    expect([answer.statusCode, answer.body]).toEqual([200, groups])
  })
})

describe('identifiers', () => {
  const odd = [
    'kerb@mit.edu',
    'a/b',
    'with space',
    'plus+sign',
    "o'neil",
    'semi;colon',
    'hash#mark',
    'question?mark',
    'per%cent',
    'amp&ersand',
    'Ünïcödé',
    '学生',
    '😀',
    'x'.repeat(255),
  ]
  test.each(odd)('%s is found, changed and followed when it is encoded', async id => {
    await createPeople(contextOf(world.server), [{ primary_id: id, last_name: 'Odd', user_group: 'STUDENT' }])
    const path = `/users/${encodeURIComponent(id)}`
    const answer = await send(`GET ${path}?expand=loans`)
    expect(answer.statusCode, answer.body).toBe(200)
    const told = answer.json()
    expect(told.primary_id).toBe(id)
    expect((await world.ask(`GET ${told.loans.link.split('/almaws/v1')[1]}`)).statusCode).toBe(200)
    expect((await send(`GET ${path}/fees/`)).statusCode).toBe(200)
    expect((await send(`PUT ${path}`, answer.body)).statusCode).toBe(200)
    expect((await send(`DELETE ${path}`)).statusCode).toBe(204)
  })

  test.each([
    ['x'.repeat(300), 'x'.repeat(300)],
    ['a%00b', 'a\ufffdb'],
    ['..%2F..%2Fetc', '../../etc'],
    ['%20', ' '],
    ["'%20or%201=1--", "' or 1=1--"],
    ['%3Cscript%3E', '<script>'],
  ])('%s is nobody', async (id, shown) => {
    const answer = await send(`GET /users/${id}`)
    expect([answer.statusCode, codeIn(answer.body)], answer.body).toEqual([400, '401861'])
    expect(answer.json().errorList.error[0].errorMessage.replace('\0', '\ufffd')).toContain(shown)
    const inXml = await world.ask(`GET /users/${id}`)
    expect(inXml.body).toContain('<errorCode>401861</errorCode>')
    expect(inXml.body).not.toContain('<script>')
  })

  test('case matters in none but additional ones, and escapes that are none are an unknown address', async () => {
    expect((await send(`GET /users/${user.toUpperCase()}`)).json().primary_id).toBe(user)
    expect(codeIn((await send('GET /users/100%')).body)).toBe('ROUTING_ERROR')
    expect(codeIn((await send('GET /users/%E0%A4%A')).body)).toBe('ROUTING_ERROR')
  })
})

describe('addresses', () => {
  test.each([
    'GET /users/',
    'GET /users/{user}/',
    'GET /users/{user}/fees/',
    'GET /users/{user}/loans/',
    'GET /conf/sets/',
    'GET /conf/sets/{set}/members/',
    'GET /conf/libraries/MAIN/circ-desks/',
    'GET /conf/code-tables/UserGroups/',
    'POST /conf/test/',
  ])('%s with a slash at its end', async line => {
    expect((await send(await fresh(line))).statusCode).toBe(200)
  })

  test('parameters as libraries for HTTP repeat them', async () => {
    const { fill } = world.makers()
    const path = await fill('/users/{external}')
    const before = (await send(`GET ${path}`)).json()
    const changed = JSON.stringify({ ...before, user_group: code('FACULTY'), pref_first_name: 'Countess' })
    const answer = await send(`PUT ${path}?override=user_group&override=pref_first_name&override=`, changed)
    expect(answer.json()).toMatchObject({ user_group: { value: 'FACULTY' }, pref_first_name: 'Countess' })
    const many = await send(`GET ${await fill('/users/{user}')}?expand=loans&expand=fees`)
    expect(many.json()).toMatchObject({ loans: { value: '0' }, fees: { value: '0.0' }, requests: null })
  })

  test('links begin with the address that the caller used, and only a trusted proxy says another', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'library.example.org' }
    const linkBy = async (of: OutsideWorld, remoteAddress: string) => {
      const line = await of.makers().fill('GET /users/{user}/fees/{fee}')
      return (await of.ask(line, { headers: { ...json, ...forwarded }, remoteAddress })).json().link as string
    }
    expect(await linkBy(world, '127.0.0.1')).toMatch(new RegExp(`^http://${host}/almaws/v1/users/`))
    const behind = await openOutsideWorld({ trustProxy: '10.0.0.0/8' })
    expect(await linkBy(behind, '10.0.0.7')).toMatch(/^https:\/\/library\.example\.org\/almaws\/v1\/users\//)
    expect(await linkBy(behind, '192.0.2.7')).toMatch(new RegExp(`^http://${host}/almaws/v1/users/`))
    await behind.server.close()
  })
})

describe('limits', () => {
  test('every answer counts down, and says the allowance of the day as well', async () => {
    const first = await send(`GET /users/${user}`)
    const second = await send('GET /users/nobody')
    const left = [first, second].map(({ headers }) => Number(headers['x-exl-api-remaining']))
    expect(left[1]).toBe(left[0]! - 1)
    expect([first, second].map(({ headers }) => headers['x-exl-api-quota'])).toEqual(['100000', '100000'])
  })

  test('too many calls in a second are refused with 429 in the format that was asked for', async () => {
    const { db } = world.server
    await sql`update institution set settings = settings || '{"apiCallsPerSecond": 2}' where code = '01OUT_INST'`.execute(
      db,
    )
    const busy = await openOutsideWorldBeside()
    const answers = [await busy(), await busy(), await busy()]
    await sql`update institution set settings = settings - 'apiCallsPerSecond'`.execute(db)
    expect(answers.map(answer => answer.statusCode)).toEqual([200, 200, 429])
    expect(answers[2]!.body).toBe(
      '{"errorsExist":true,"errorList":{"error":[{"errorCode":"PER_SECOND_THRESHOLD","errorMessage":"HTTP requests are more than allowed per second. See https://goo.gl/2x1c1M "}]}}',
    )
    expectHead(answers[2]!)
  })

  /** The same database behind a server whose clock stands still. */
  async function openOutsideWorldBeside() {
    const { openTestServer, request } = await import('../../http/testing/test-server.ts')
    const beside = await openTestServer({}, world.server)
    const headers = { ...json, authorization: `apikey ${world.reader}` }
    return () => request(beside, `GET /almaws/v1/users/${user}`, { headers })
  }
})
