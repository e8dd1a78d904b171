import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { installCodeTables } from '../../institutions/code-tables.ts'
import { defaultSisProfile, saveSisProfile } from '../../sis/profiles.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'
import { profileNumber } from './jobs.ts'

let server: TestServer
let administrator: Ask
let key: string
let reader: string
const base = 'http://localhost:80/almaws/v1/conf'

beforeAll(async () => {
  server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name, is_resource_sharing)
    values (${institutionId}, 'MAIN', 'Main Library', true), (${institutionId}, 'LAW', 'Law Library', false)`.execute(
    server.db,
  )
  await installCodeTables(server.db, institutionId, {
    CircDesks: [
      { code: 'DESK', label: 'Desk', details: { library: 'MAIN' } },
      { code: 'EVENING', label: 'Evening desk', details: { library: 'MAIN' } },
      { code: 'OLD', label: 'Old desk', isEnabled: false, details: { library: 'MAIN' } },
    ],
    ServiceUnits: [
      { code: 'ACQ', label: 'Acquisitions', details: { library: 'MAIN' } },
      { code: 'BIND', label: 'Bindery', details: { library: 'LAW' } },
    ],
  })
  await saveSisProfile(server.db, institutionId, { ...defaultSisProfile, dropFolder: 'in' })
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  key = (await makeKey(administrator, { areas: { configuration: 'write' } })).key
  reader = (await makeKey(administrator, { areas: { configuration: 'read' } })).key
})
afterAll(() => server.close())

const send = (line: string, payload?: object | string, as = key) => {
  const type = typeof payload === 'string' ? 'application/xml' : 'application/json'
  const headers = { accept: 'application/json', ...(payload === undefined ? {} : { 'content-type': type }) }
  const [method, path] = line.split(' ')
  const body = payload === undefined ? {} : { payload }
  return call(server, `${method} /almaws/v1/conf${path}`, { key: as, headers, ...body })
}
const read = async (path: string) => (await send(`GET ${path}`, undefined, reader)).json()
const xmlOf = async (path: string): Promise<string> =>
  (await call(server, `GET /almaws/v1/conf${path}`, { key: reader })).body
const codeOf = async (line: string, payload?: object | string): Promise<string> => {
  const answer = await send(line, payload)
  expect(answer.statusCode, answer.body).toBe(400)
  const [error] = answer.json().errorList.error
  expect(error.errorMessage).not.toMatch(/[{}]|undefined/)
  return error.errorCode
}

describe('libraries', () => {
  const main = {
    link: `${base}/libraries/MAIN`,
    code: 'MAIN',
    id: 'MAIN',
    path: 'INSTITUTION.MAIN',
    name: 'Main Library',
    description: '',
    resource_sharing: true,
    campus: { value: '', desc: '' },
    proxy: '',
    default_location: { value: '', desc: '' },
    number_of_locations: { value: '0', link: `${base}/libraries/MAIN/locations` },
    number_of_circ_desks: { value: '2', link: `${base}/libraries/MAIN/circ-desks` },
  }

  test('all and one, in JSON and in XML', async () => {
    const list = await read('/libraries')
    expect(list).toMatchObject({
      library: [{ code: 'LAW', resource_sharing: false }, main],
      total_record_count: 2,
    })
    expect(await read('/libraries/MAIN')).toEqual(main)
    expect(await xmlOf('/libraries')).toContain(
      `<libraries total_record_count="2"><library link="${base}/libraries/LAW"><code>LAW</code><id>LAW</id>`,
    )
    expect(await xmlOf('/libraries/MAIN')).toContain(
      `<number_of_circ_desks link="${base}/libraries/MAIN/circ-desks">2</number_of_circ_desks>`,
    )
  })

  test.each(['', '/'])('desks of a library, page by page, with %j behind the path', async slash => {
    const list = await read(`/libraries/MAIN/circ-desks${slash}`)
    expect(list).toMatchObject({ circ_desk: [{ code: 'DESK' }, { code: 'EVENING' }], total_record_count: 2 })
    expect(await read(`/libraries/MAIN/circ-desks${slash}?limit=1&offset=1`)).toMatchObject({
      circ_desk: [{ code: 'EVENING', link: `${base}/libraries/MAIN/circ-desks/EVENING` }],
      total_record_count: 2,
    })
    expect(await read(`/libraries/LAW/circ-desks${slash}`)).toEqual({ total_record_count: 0 })
    expect(await read(`/libraries/MAIN/circ-desks/DESK${slash}`)).toEqual(list.circ_desk[0])
    expect(await xmlOf(`/libraries/MAIN/circ-desks${slash}`)).toContain(
      '<circ_desks total_record_count="2"><circ_desk',
    )
  })

  test('there are no locations', async () => {
    expect(await read('/libraries/MAIN/locations')).toEqual({ total_record_count: 0 })
    expect(await codeOf('POST /libraries/MAIN/locations', { code: 'X' })).toBe('60297')
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(await codeOf(`${method} /libraries/MAIN/locations/X`)).toBe('60298')
  })

  test.each([
    ['401664', 'GET /libraries/NONE'],
    ['401664', 'GET /libraries/%00'],
    ['401664', "GET /libraries/'"],
    ['401664', 'GET /libraries/NONE/circ-desks'],
    ['401664', 'GET /libraries/NONE/locations'],
    ['401664', 'POST /libraries/NONE/locations'],
    ['402119', 'GET /libraries/MAIN/circ-desks/OLD'],
    ['40166410', 'GET /libraries/MAIN/circ-desks?limit=x'],
  ])('%s for %s', async (code, line) => {
    expect(await codeOf(line)).toBe(code)
  })
})

describe('departments', () => {
  test('in full and in brief, of all libraries and of one', async () => {
    const list = await read('/departments')
    expect(list.total_record_count).toBe(2)
    expect(list.department[0]).toMatchObject({
      code: 'ACQ',
      name: 'Acquisitions',
      owner: { value: 'MAIN', desc: 'Main Library' },
      served_library: [{ value: 'MAIN', desc: 'Main Library' }],
      operator: [],
    })
    expect((await read('/departments?view=brief&library=LAW')).department).toEqual([
      { code: 'BIND', name: 'Bindery', description: '', type: { value: 'ALL', desc: 'All' } },
    ])
    expect(await read('/departments?type=DIGI')).toEqual({ total_record_count: 0 })
    expect(await xmlOf('/departments')).toContain(
      '<departments total_record_count="2"><department><code>ACQ</code>',
    )
    expect(await codeOf('GET /departments?type=SOME')).toBe('40166410')
    expect(await codeOf('GET /departments?view=half')).toBe('40166410')
  })
})

test('the institution; one whose letters go to few is a sandbox', async () => {
  const general = {
    institution: { value: 'INSTITUTION', desc: server.institution.name },
    alma_url: 'http://localhost',
    environment_type: 'production',
  }
  expect(await read('/general')).toEqual(general)
  expect(await xmlOf('/general')).toContain('<environment_type>production</environment_type>')
  await administrator('PATCH /api/settings', { values: { mailAllowedRecipients: ['ada@example.org'] } })
  expect((await read('/general')).environment_type).toBe('sandbox')
})

describe('integration profiles', () => {
  const id = profileNumber('SIS')

  test('are read, in JSON and in XML', async () => {
    const list = await read('/integration-profiles')
    expect(list).toMatchObject({ total_record_count: 1, integration_profile: [{ id, code: 'SIS' }] })
    const profile = await read(`/integration-profiles/${id}`)
    expect(profile).toEqual(list.integration_profile[0])
    expect(profile).toMatchObject({
      link: `${base}/integration-profiles/${id}`,
      name: 'Student information system',
      type: { value: 'USER', desc: 'Users' },
    })
    expect(profile.parameter).toContainEqual({
      action: { value: 'SYNCHRONIZE', desc: 'synchronize' },
      name: { value: 'input_path', desc: 'input_path' },
      value: 'in',
    })
    expect((await read(`/jobs?profile_id=${id}`)).job).toHaveLength(1)
    expect(await read('/integration-profiles?type=OPEN_URL')).toEqual({ total_record_count: 0 })
    expect(await xmlOf(`/integration-profiles/${id}`)).toContain(`<id>${id}</id><code>SIS</code>`)
  })

  test.each([
    ['402119', 'POST '],
    ['402119', `PUT /${id}`],
    ['402119', `DELETE /${id}`],
    ['60304', 'GET /1'],
    ['60304', 'PUT /SIS'],
    ['60304', 'DELETE /1'],
  ])('%s for %s', async (code, line) => {
    const [method, path] = line.split(' ')
    expect(await codeOf(`${method} /integration-profiles${path}`, {})).toBe(code)
  })
})

describe('letters', () => {
  const code = 'PINNumberGenerationLetter'

  test('are read, in JSON and in XML', async () => {
    const list = await read('/letters?type=LETTER')
    expect(list.total_record_count).toBe(13)
    expect(list.letter).toContainEqual({
      code,
      enabled: { value: 'true', desc: 'Yes' },
      name: 'Your new PIN',
      description: 'pin number',
      channel: { value: 'EMAIL', desc: 'Email' },
      retention_period: '',
      customized: { value: 'false', desc: 'No' },
      patron_facing: { value: 'true', desc: 'Yes' },
    })
    expect(await read('/letters?type=COMPONENT')).toEqual({ total_record_count: 0 })
    expect(await xmlOf(`/letters/${code}`)).toContain(
      `<letter><code>${code}</code><enabled desc="Yes">true</enabled>`,
    )
  })

  test('are switched off and kept for a time; their words stay', async () => {
    const own = { en: { subject: 'Ours', paragraphs: ['Your PIN: {pin}'] } }
    await administrator('PUT /api/letter-settings/pin_number', { isEnabled: true, words: own })
    const xml = await xmlOf(`/letters/${code}`)
    expect((await send(`PUT /letters/${code}`, xml)).json()).toMatchObject({ customized: { value: 'true' } })
    const changed = xml
      .replace('<enabled desc="Yes">true', '<enabled>false')
      .replace('<retention_period/>', '<retention_period>30</retention_period>')
    expect((await send(`PUT /letters/${code}`, changed)).json()).toMatchObject({
      enabled: { value: 'false' },
      retention_period: '30',
    })
    const { items } = (await administrator('GET /api/letter-settings')).json()
    expect(items.find((one: { letter: string }) => one.letter === 'pin_number')).toMatchObject({
      isEnabled: false,
      retentionDays: 30,
      words: own,
    })
    expect(
      (await send(`PUT /letters/${code}`, '<letter><enabled>true</enabled></letter>')).json(),
    ).toMatchObject({
      enabled: { value: 'true' },
      retention_period: '30',
    })
    await send(`PUT /letters/${code}`, '<letter><retention_period/></letter>')
    expect((await read(`/letters/${code}`)).retention_period).toBe('')
  })

  test.each<[string, string, (object | string)?]>([
    ['60105', `PUT /letters/${code}`, { enabled: { value: 'true' } }],
    ['60105', `PUT /letters/${code}`, ' {}'],
    ['60343', `PUT /letters/${code}`, '<letter><xsl>x</xsl></letter>'],
    ['60343', `PUT /letters/${code}`, '<letter><labels><label>x</label></labels></letter>'],
    ['60343', `PUT /letters/${code}`, '<letter><retention_period>0</retention_period></letter>'],
    ['60343', `PUT /letters/${code}`, '<letter><retention_period>99999</retention_period></letter>'],
    ['60343', `PUT /letters/${code}`, '<letter><retention_period>ever</retention_period></letter>'],
    ['401676', `PUT /letters/${code}`, '<letter'],
    ['60344', 'PUT /letters/Nothing', '<letter/>'],
    ['60344', 'GET /letters/Nothing'],
    ['40166411', 'GET /letters?type=ALL'],
  ])('%s for %s %s', async (expected, line, payload) => {
    expect(await codeOf(line, payload)).toBe(expected)
  })
})

test('there are no reminders', async () => {
  expect(await read('/reminders')).toEqual({ total_record_count: 0 })
  expect(await codeOf('POST /reminders', {})).toBe('60177')
  for (const method of ['GET', 'PUT', 'DELETE']) expect(await codeOf(`${method} /reminders/1`)).toBe('60178')
})

test.each([
  'GET /open-hours',
  'GET /printers',
  'DELETE /libraries/MAIN',
  'PUT /general',
  'GET /jobs/M148/matches',
])('%s is no operation', async line => {
  expect(await codeOf(line)).toBe('ROUTING_ERROR')
})

test('a key for users reads nothing of the configuration', async () => {
  const { key: users } = await makeKey(administrator, { areas: { users: 'write' } })
  for (const path of [
    '/libraries',
    '/general',
    '/letters',
    '/integration-profiles',
    '/departments',
    '/reminders',
  ])
    expect((await send(`GET ${path}`, undefined, users)).body).toContain('UNAUTHORIZED')
})
