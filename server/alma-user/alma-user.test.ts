import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { almaElements } from '../fields/alma-elements.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { anyPeople } from '../filters/testing/arbitrary-people.ts'
import { personRecord } from '../users/testing/people.ts'
import type { AlmaTree } from './alma-tree.ts'
import { beyondAlma } from './beyond-alma.ts'
import { type AlmaUser, fromAlmaJson } from './from-alma-json.ts'
import { fromAlmaXml, mostElements } from './from-alma-xml.ts'
import { recordedStaff, recordedWords } from './testing/recorded.ts'
import { toAlmaJson } from './to-alma-json.ts'
import { toAlmaXml } from './to-alma-xml.ts'
import { codeLists, constants, inputOnly, userShape } from './user-shape.ts'

const numRuns = Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40)
const here = { institutionCode: '01NORTH_INST' }

/** What Alma's object says, as a record: in order, elements are numbered. */
function recordOf({ fields, elements, proxyFor = [] }: AlmaUser, statusDate?: string): RecordDocument {
  const lists: Record<string, Json[]> = { ...elements, proxy: proxyFor.map(() => ({ patron_id: 7 })) }
  const numbered = Object.entries(lists).flatMap(([kind, list]) =>
    list.map((one, index) => [`${kind}/${String(index).padStart(3, '0')}`, one] as const),
  )
  const document: Record<string, Json> = { ...fields, ...Object.fromEntries(numbered) }
  if (statusDate) document['status_date'] = statusDate
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null))
}

const viaXml = (tree: AlmaTree) => fromAlmaXml(Buffer.from(toAlmaXml('user', tree)))

test('a recorded object becomes a record, XML, a record again and the same bytes of JSON', () => {
  const first = fromAlmaJson(recordedStaff, here)
  const told = toAlmaJson(recordOf(first, '2020-09-01'), recordedWords)
  expect(JSON.stringify(told)).toBe(JSON.stringify(recordedStaff))
  const second = fromAlmaJson(viaXml(told), here)
  expect(second.elements).toEqual(first.elements)
  const again = toAlmaJson(recordOf(second, '2020-09-01'), recordedWords)
  expect(JSON.stringify(again)).toBe(JSON.stringify(recordedStaff))
})

test('what a recorded object says is found under our names', () => {
  const { fields, elements, proxyFor } = fromAlmaJson(recordedStaff, here)
  expect(fields).toMatchObject({
    record_type: 'STAFF',
    account_type: 'INTERNAL',
    external_id: null,
    birth_date: '1970-01-01',
    campus_code: null,
    rs_libraries: ['RES_SHARE'],
    library_notices: { FulUserBorrowingActivityLetter: false },
  })
  expect(proxyFor).toEqual(['mother'])
  expect(elements['role']).toEqual([
    { role_type: '200', status: 'ACTIVE' },
    {
      role_type: '221',
      scope: 'MAIN',
      status: 'ACTIVE',
      expiry_date: '2030-06-30',
      parameters: [
        { type: 'CirculationDesk', scope: 'MAIN', value: 'DEFAULT' },
        { type: 'CirculationDesk', value: 'SOUTH' },
        { type: 'CantEditRestrictedUsers', scope: 'MAIN', value: 'false' },
      ],
    },
  ])
  expect(elements['block']![0]).toMatchObject({
    expiry_date: '2031-01-31',
    created_at: '2017-04-29T20:48:50.853+00:00',
    external: false,
  })
})

/** A random record as Alma can hold it: what it has no place for left out. */
function withinAlma(document: RecordDocument): RecordDocument {
  const known = new Set<string>(
    [...userShape, ...Object.values(codeLists)].filter(one => !inputOnly.has(one)),
  )
  return Object.fromEntries(
    Object.entries(document).flatMap(([path, value]): [string, Json][] => {
      const [kind, id] = path.split('/')
      if (id === undefined) return known.has(path) ? [[path, value]] : []
      const names = almaElements[kind!]?.fields
      if (!names) return []
      const kept = Object.entries(value as Record<string, Json>).filter(([name]) => name in names)
      return [[path, Object.fromEntries(kept)]]
    }),
  )
}

const anyDocument = anyPeople(1).map(([one]) => withinAlma(personRecord(one!.document, 1)))

/** Elements of each kind, whatever their ids and order. */
function elementsIn(document: RecordDocument): Record<string, string[]> {
  const lists: Record<string, string[]> = {}
  for (const [path, value] of Object.entries(document)) {
    const [kind, id] = path.split('/') as [string, string?]
    if (id === undefined) continue
    lists[kind] = [...(lists[kind] ?? []), JSON.stringify(sorted(value))]
  }
  for (const list of Object.values(lists)) list.sort()
  return lists
}
const sorted = (value: Json) => Object.entries(value as object).toSorted(([a], [b]) => (a < b ? -1 : 1))
const scalarsIn = (document: RecordDocument) =>
  Object.fromEntries(Object.entries(document).filter(([path]) => !path.includes('/')))

/** What is not told or comes out in another form: empty lists, whole-institution roles, what is external on an internal account; nobody is a researcher, or more than a beginner at cataloguing, unless it is said. */
function canonical(document: RecordDocument): RecordDocument {
  const isInternal = document['account_type'] === 'INTERNAL'
  const entries = Object.entries(document).flatMap(([path, value]): [string, Json][] => {
    if (['status_date', 'last_patron_activity_date'].includes(path)) return []
    if (typeof value !== 'object' || value === null) return [[path, value]]
    if (!path.includes('/')) return Object.keys(value).length === 0 ? [] : [[path, value]]
    const element = Object.entries(value)
      .filter(([, part]) => !(Array.isArray(part) && part.length === 0))
      .map(([name, part]) => [name, name === 'external' && isInternal ? false : part])
    return [[path, Object.fromEntries(element)]]
  })
  return { is_researcher: false, cataloger_level: '00', ...Object.fromEntries(entries) }
}

test('every record comes back from JSON and from XML as it was', () => {
  fc.assert(
    fc.property(anyDocument, document => {
      const tree = toAlmaJson(document, recordedWords)
      const wanted = canonical(document)
      for (const read of [tree, JSON.parse(JSON.stringify(tree)) as AlmaTree, viaXml(tree)]) {
        const back = recordOf(fromAlmaJson(read, here))
        expect(scalarsIn(back)).toEqual(scalarsIn(wanted))
        expect(elementsIn(canonical(back))).toEqual(elementsIn(wanted))
      }
    }),
    { numRuns },
  )
})

test('elements stand oldest first, empty lists of codes are left out, and the last activity is told', () => {
  const note = (text: string, created_at: string) => ({ note_type: 'OTHER', text, created_at })
  const told = toAlmaJson(
    {
      'note/a': note('newer', '2026-02-01T00:00:00+00:00'),
      'note/b': note('older', '2026-01-01T00:00:00+00:00'),
      last_patron_activity_date: '2026-11-20',
    },
    recordedWords,
  )
  expect(told['user_note']).toMatchObject([{ note_text: 'older' }, { note_text: 'newer' }])
  expect(told['last_patron_activity_date']).toBe('2026-11-20Z')
  expect(Object.keys(told)).not.toEqual(expect.arrayContaining(['rs_library']))
  expect(Object.keys(told)).not.toEqual(expect.arrayContaining(['library_notice']))
})

describe('the catalogue', () => {
  test('has a place for every key of the object, and every kind that feeds bring has one in it', () => {
    const put = [
      ...Object.keys(constants),
      ...Object.keys(codeLists),
      'full_name',
      'contact_info',
      'proxy_for_user',
    ]
    const lists = Object.values(almaElements).map(one => one.name)
    const fields = userFields.map(field => field.name)
    expect(userShape.filter(key => ![...put, ...lists, ...fields].includes(key))).toEqual([])
    expect(segments.filter(one => one.feed && !almaElements[one.kind])).toEqual([])
    expect([...inputOnly].filter(name => !fields.includes(name))).toEqual([])
    for (const [kind, { fields: names }] of Object.entries(almaElements)) {
      const ours = segments.find(one => one.kind === kind)!.fields.map(field => field.name)
      expect(Object.keys(names).filter(name => !ours.includes(name))).toEqual([])
    }
  })

  test('what Alma has no place for is told beside it, but nothing secret and no PIN', () => {
    const document = {
      pin_number: '0417',
      never_purge_reason: 'Donor',
      purchase_request_libraries: ['A', 'B'],
      sis_values: { user_group: 'UG' },
      'enrolment/a': { course_code: 'M1', term: '2026' },
      'attachment/a': { file_name: 'a.pdf', size: 5, file_id: 'f', created_at: '2026-01-02T03:04:05+00:00' },
      'note/a': { note_type: 'OTHER', text: 'x' },
    }
    expect(beyondAlma(document)).toEqual({
      purchase_request_libraries: 'A, B',
      never_purge_reason: 'Donor',
      enrolment: [{ course_code: 'M1', term: '2026' }],
      attachment: [{ file_name: 'a.pdf', size: 5, created_at: '2026-01-02T03:04:05Z' }],
    })
    expect(JSON.stringify(toAlmaJson(document, recordedWords))).not.toContain('0417')
  })
})

describe('what programs send', () => {
  const read = (tree: AlmaTree) => fromAlmaJson(tree, here)

  test('may leave out words and name codes plainly, write yes and no as texts, and dates without Z', () => {
    const { fields, elements } = read({
      user_group: { value: 'UG' },
      gender: 'MALE',
      job_description: 42,
      expiry_date: '2030-01-16',
      purge_date: '2031-01-16Z',
      pin_number: '0417',
      status: { value: 'active' },
      is_researcher: 'true',
      contact_info: { phone: [{ phone_number: '5', preferred: 'true', preferred_sms: 'FALSE' }] },
    })
    expect(fields).toEqual({
      ...{ user_group: 'UG', gender: 'MALE', expiry_date: '2030-01-16', purge_date: '2031-01-16' },
      job_description: '42',
      ...{ pin_number: '0417', status: 'ACTIVE', is_researcher: true },
    })
    expect(elements).toEqual({
      phone: [{ number: '5', preferred: true, preferred_sms: false, external: true }],
    })
  })

  test('absent keys and lists are not the same as empty ones', () => {
    expect(read({ first_name: '' })).toEqual({ fields: { first_name: null }, elements: {} })
    expect(read({ user_note: [] })).toEqual({ fields: {}, elements: { note: [] } })
    expect(read(fromAlmaXml(Buffer.from('<user><user_notes/><first_name/></user>')))).toEqual({
      fields: { first_name: null },
      elements: { note: [] },
    })
  })

  test.each([
    ['INTERNAL', 'External', false],
    ['EXTERNAL', 'Internal', false],
    ['EXTERNAL', 'external', true],
    ['EXTERNAL', '', true],
    ['EXTERNAL', 'odd', true],
  ])('on an %s account an element that says %j is external: %s', (account, segment, external) => {
    const note = { note_type: { value: 'OTHER' }, note_text: 'x', segment_type: segment }
    expect(read({ account_type: { value: account }, user_note: [note] }).elements['note']).toMatchObject([
      { external },
    ])
  })

  test.each([
    ['', 'ACTIVE'],
    ['active', 'ACTIVE'],
    ['NEW', 'INACTIVE'],
    ['odd', 'INACTIVE'],
  ])('a role with the status %j is %s', (status, known) => {
    const role = { role_type: { value: '200' }, status: { value: status }, scope: { value: '01NORTH_INST' } }
    expect(read({ user_role: [role] }).elements['role']).toEqual([{ role_type: '200', status: known }])
  })

  test('a password is read, and whether it must be changed; empty ones say nothing', () => {
    const silent = { password: '', force_password_change: '', pin_number: '' }
    expect(read(silent)).toEqual({ fields: {}, elements: {} })
    expect(read({ password: 'x', force_password_change: 'TRUE' })).toMatchObject({
      ...{ password: 'x', fields: { force_password_change: true } },
    })
  })
})

describe('XML', () => {
  test('has words and flags as attributes, lists in wrappers, and nothing for what is null', () => {
    const xml = toAlmaXml('user', recordedStaff)
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<user><record_type desc="Staff">STAFF</,
    )
    for (const part of [
      '<campus_code desc=""/>',
      '<expiry_date>2099-12-31Z</expiry_date>',
      '<is_researcher>false</is_researcher><user_identifiers><user_identifier segment_type="Internal">',
      '<email preferred="true" segment_type="Internal"><email_address>ada@example.edu</email_address>',
      '<email_types><email_type desc="Work">work</email_type></email_types>',
      '<note>Note &amp; &lt;more&gt;</note>',
      '<parameters/>',
      '<addresses><address preferred="false" segment_type="Internal"><line1>',
      '<phone preferred="true" preferred_sms="true" segment_type="Internal">',
      '<rs_libraries><rs_library><code desc="Resource Sharing Library">RES_SHARE</code></rs_library></rs_libraries>',
      '<library_notice><code desc="Borrowing activity">FulUserBorrowingActivityLetter</code><value>false</value>',
      '<parameters><parameter><type>CirculationDesk</type><scope desc="Main Library">MAIN</scope>',
    ])
      expect(xml).toContain(part)
    expect(xml).not.toMatch(/<(link|line3|researcher|requests)\b/)
  })

  test('elements are read up to their bound; of those with one name the last', () => {
    const text = `<user>${'<a/>'.repeat(mostElements - 2)}<a>z</a></user>`
    expect(fromAlmaXml(Buffer.from(text))).toEqual({ a: 'z' })
  })

  test('a list takes its own elements only, and nothing of what else is in it', () => {
    const text = `<user><user_notes>a<x><user_note>1</user_note></x><user_note link="l"><t>2</t></user_note>
      <user_note><user_note>3</user_note></user_note></user_notes></user>`
    expect(fromAlmaXml(Buffer.from(text))).toEqual({ user_note: [{ link: 'l', t: '2' }, { user_note: '3' }] })
  })

  test.each([
    ['a document type', '<!DOCTYPE user [<!ENTITY a "aa">]><user>&a;</user>', 'xml_doctype_refused'],
    ['an unknown entity', '<user>&a;</user>', 'record_malformed'],
    ['great depth', `<user>${'<a>'.repeat(30)}${'</a>'.repeat(30)}</user>`, 'record_too_deep'],
    ['very many elements', `<user>${'<a/>'.repeat(mostElements)}</user>`, 'record_too_many_elements'],
    ['another object', '<set/>', 'record_malformed'],
  ])('%s is refused', (_, text, rule) => {
    expect(() => fromAlmaXml(Buffer.from(text))).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { problems: [expect.objectContaining({ rule })] },
      }),
    )
  })
})
