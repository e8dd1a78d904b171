import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildZip } from './feed/testing/build-zip.ts'
import { feedXml, userXml } from './testing/feed-xml.ts'
import { fates, loadFeed, openSisWorld, planFeedOf, readRecords, type SisWorld } from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
  await loadFeed(world, feedXml(person('stays', 'Old')))
})
afterAll(() => world.close())

const person = (primary_id: string, first_name = 'Good') => userXml({ primary_id, first_name })
const newName = person('stays', 'New')

/** Everything that a load could change. */
async function everything(): Promise<unknown> {
  const tables = ['user_account', 'user_identifier', 'user_note', 'user_role', 'user_history', 'change_set']
  const rows = tables.map(
    async table => (await sql`select * from ${sql.table(table)} order by 1, 2, 3`.execute(world.ctx.db)).rows,
  )
  return Promise.all(rows)
}

const zipOf = (...users: string[]) => buildZip({ 'users.xml': feedXml(...users) })
const doctype = (declarations: string, use: string) =>
  `<?xml version="1.0"?>\n<!DOCTYPE users [${declarations}]>\n<users>${newName.replace('New', use)}</users>`
const laughs = Array.from({ length: 9 }, (_, level) => {
  const name = String.fromCharCode(98 + level)
  return `<!ENTITY ${name} "${`&${String.fromCharCode(97 + level)};`.repeat(10)}">`
})

const unreadable: [what: string, reason: string, feed: () => Promise<Buffer | string> | Buffer | string][] = [
  ['no byte', 'feed_empty', () => Buffer.alloc(0)],
  ['a file without people', 'feed_empty', () => feedXml()],
  ['a zip without XML', 'feed_empty', () => buildZip({ 'readme.txt': 'nothing', 'users/': '' })],
  ['another kind of file', 'zip_broken', () => Buffer.from('%PDF-1.7 is not a feed')],
  ['a broken zip', 'zip_broken', () => Buffer.from(`PK\x03\x04${'x'.repeat(500)}`)],
  ['half a zip', 'zip_broken', async () => (await zipOf(newName)).subarray(0, 150)],
  ['a zip bomb', 'zip_bomb', () => zipOf(`${newName}${' '.repeat(20 * 1024 ** 2)}`)],
  [
    'more files than a feed has',
    'zip_too_many_files',
    () => buildZip(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}.xml`, feedXml(newName)]))),
  ],
  ['entities that expand', 'xml_doctype_refused', () => doctype(`<!ENTITY a "ha">${laughs.join('')}`, '&j;')],
  [
    'an external entity',
    'xml_doctype_refused',
    () => doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;'),
  ],
  [
    'an external document type',
    'xml_doctype_refused',
    () => `<!DOCTYPE users SYSTEM "http://127.0.0.1:1/x.dtd"><users>${newName}</users>`,
  ],
  ['another encoding', 'xml_encoding_refused', () => Buffer.from(`\ufeff${feedXml(newName)}`, 'utf16le')],
  [
    'a declared other encoding',
    'xml_encoding_refused',
    () => Buffer.from(feedXml(newName).replace('UTF-8', 'ISO-8859-1'), 'latin1'),
  ],
]

test.each(unreadable)('%s is reported as %s and changes nothing', async (_what, reason, feed) => {
  const before = await everything()
  const ran = await planFeedOf(world, await feed())
  expect(ran.outcomes).toMatchObject([{ outcome: 'reject', reasons: [reason] }])
  expect(ran.report.task).toMatchObject({ status: 'planned', planned: { change: 0, reject: 1 } })
  await loadFeed(world, await feed())
  expect(await everything()).toEqual(before)
})

const notUtf8 = (id: string) => Buffer.from(person(id, 'é'), 'latin1')
const around = (name: string, broken: Buffer | string) =>
  Buffer.concat([
    Buffer.from(`<users>\n${person(`${name} before`)}\n`),
    Buffer.from(broken),
    Buffer.from(`\n${person(`${name} after`)}\n</users>`),
  ])

const broken: [what: string, reason: string, record: (id: string) => Buffer | string][] = [
  ['crossed tags', 'record_malformed', id => `<user><primary_id>${id}</last_name></primary_id></user>`],
  ['a stray ampersand', 'record_malformed', id => person(id).replace('Good', 'A & B')],
  ['an entity that nobody declared', 'record_malformed', id => person(id).replace('Good', '&xxe;')],
  ['a character that XML cannot carry', 'record_malformed', id => person(id).replace('Good', '&#0;')],
  ['bytes that are not UTF-8', 'record_not_utf8', notUtf8],
  ['a person without an end', 'record_unclosed', id => person(id).replace('</user>', '')],
  ['a record of two megabytes', 'record_too_large', id => person(id, 'x'.repeat(2 * 1024 ** 2))],
  [
    'elements without end',
    'record_too_many_elements',
    id => person(id).replace('</user>', `${'<a/>'.repeat(6000)}</user>`),
  ],
  [
    'elements too deep',
    'record_too_deep',
    id => person(id).replace('</user>', `${'<a>'.repeat(30)}${'</a>'.repeat(30)}</user>`),
  ],
]

test.each(broken)(
  '%s rejects one record as %s; those before and behind it load',
  async (what, reason, record) => {
    const ran = await loadFeed(world, await buildZip({ 'u.xml': around(what, record(`${what} broken`)) }))
    const outcomes = ran.outcomes.map(one => [one.outcome, one.reasons[0]])
    expect(outcomes.toSorted()).toEqual([
      ['change', 'created'],
      ['change', 'created'],
      ['reject', reason],
    ])
    expect(ran.outcomes.find(one => one.outcome === 'reject')).toMatchObject({
      subject: 'u.xml:3',
      details: { file: 'u.xml', line: expect.any(Number) },
    })
    expect(ran.report.task.facts).toMatchObject({ brokenRecords: 1 })
    const ids = Object.keys(await readRecords(world)).filter(id => id.startsWith(what))
    expect(ids.sort()).toEqual([`${what} after`, `${what} before`])
  },
)

test.each(broken)(
  '%s refuses the whole feed where the profile wants that, and nothing at all changes',
  async (what, _reason, record) => {
    const before = await everything()
    const feed = await buildZip({
      '1.xml': feedXml(newName, person(`${what} first`)),
      '2.xml': around(`${what} all`, record(`${what} broken`)),
    })
    const ran = await planFeedOf(world, feed, { onBrokenRecord: 'refuse_all' })
    expect(ran.report.task).toMatchObject({ status: 'failed', error: { code: 'feed_refused' } })
    expect(ran.report.task.error!.message).toContain('1 broken record')
    expect(await everything()).toEqual(before)
  },
)

test('a wrong value is no broken record: it rejects its person even where the profile is strict', async () => {
  const feed = feedXml(person('strict1'), userXml({ primary_id: 'strict2', user_group: 'X' }))
  const ran = await loadFeed(world, feed, { onBrokenRecord: 'refuse_all' })
  expect(fates(ran)).toEqual({ strict1: 'change created', strict2: 'reject unknown_code' })
})

test('an XML file that is cut off loads the people before the cut', async () => {
  const whole = feedXml(person('cut1'), person('cut2'), person('cut3'))
  const ran = await loadFeed(world, whole.slice(0, whole.indexOf('cut3') + 2))
  expect(fates(ran)).toMatchObject({ cut1: 'change created', cut2: 'change created' })
  expect(ran.outcomes.filter(one => one.outcome === 'reject')).toHaveLength(1)
  expect(Object.keys(await readRecords(world))).not.toContain('cu')
})

test('a zip whose content does not match its checksum is reported', async () => {
  const zip = await buildZip({ 'u.xml': feedXml(person('crc1')) }, ['u.xml'])
  zip.write('Evil', zip.indexOf('Good'))
  const ran = await planFeedOf(world, zip)
  expect(ran.outcomes.map(one => one.reasons)).toContainEqual(['zip_crc_wrong'])
  const strict = await planFeedOf(world, zip, { onBrokenRecord: 'refuse_all' })
  expect(strict.report.task.status).toBe('failed')
})
