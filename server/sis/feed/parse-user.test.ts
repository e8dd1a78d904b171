import { describe, expect, test } from 'vitest'
import { parseUserElement } from '../../alma-user/parse-user-element.ts'
import { child, children, childText, type XmlElement } from '../../alma-user/xml-element.ts'
import { parseFeedRecord } from './parse-user.ts'

function parsed(text: string): XmlElement {
  const result = parseUserElement(Buffer.from(text))
  if (!('element' in result)) throw new Error(JSON.stringify(result.problem))
  return result.element
}

function problem(bytes: string | Buffer) {
  const result = parseUserElement(Buffer.from(bytes))
  return 'problem' in result ? result.problem : null
}

describe('a user element', () => {
  const user = parsed(`<user>
  <primary_id> emcard </primary_id><last_name/><middle_name></middle_name>
  <user_group desc="Graduate &lt;x&gt;">02</user_group>
  <contact_info><emails>
    <email preferred="true" segment_type="External"><email_address>a@b.c</email_address></email>
    <other/><email/>
  </emails></contact_info>
</user>`)

  test('keeps elements in order, with attributes and text', () => {
    expect(user.children.map(({ name }) => name)).toEqual([
      'primary_id',
      'last_name',
      'middle_name',
      'user_group',
      'contact_info',
    ])
    expect(child(user, 'user_group')?.attributes['desc']).toBe('Graduate <x>')
    const [email] = children(child(user, 'contact_info')!, 'emails', 'email')
    expect({ ...email?.attributes }).toEqual({ preferred: 'true', segment_type: 'External' })
  })

  test('tells an empty element from an absent one', () => {
    expect(childText(user, 'primary_id')).toBe('emcard')
    expect(childText(user, 'last_name')).toBe('')
    expect(childText(user, 'middle_name')).toBe('')
    expect(childText(user, 'first_name')).toBeUndefined()
  })

  test('gives the elements of a wrapper by name, none if the wrapper is absent', () => {
    expect(children(child(user, 'contact_info')!, 'emails', 'email')).toHaveLength(2)
    expect(children(user, 'user_roles', 'user_role')).toEqual([])
  })

  test('reads the predefined entities, numeric references and CDATA', () => {
    const text = '<user>&lt;&gt;&amp;&quot;&apos; &#233;&#x1F600;<![CDATA[<a>&amp;]]></user>'
    expect(parsed(text).text).toBe('<>&"\' é😀<a>&amp;')
  })

  test('reads multi-byte characters and a byte order mark', () => {
    expect(parsed('\uFEFF<user>図書館 é 😀</user>').text).toBe('図書館 é 😀')
  })

  test('takes attribute and element names of Object.prototype as plain names', () => {
    const odd = parsed('<user __proto__="1" constructor="2"><toString>3</toString></user>')
    expect(Object.entries(odd.attributes)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(childText(odd, 'toString')).toBe('3')
  })
})

describe('a record is rejected', () => {
  test.each([
    ['an unclosed element', '<user>\n<a></user>', 2],
    ['crossing tags', '<user><a><b></a></b></user>', 1],
    ['a bare ampersand', '<user>\n\nA & B</user>', 3],
    ['an attribute without quotes', '<user a=b/>', 1],
    ['an attribute given twice', '<user a="1" a="2"/>', 1],
    ['a control character', '<user>\u0001</user>', 1],
    ['a reference to one', '<user>&#0;</user>', 1],
    ['a surrogate reference', '<user>&#xD800;</user>', 1],
    ['two elements', '<user/><user/>', 1],
    ['no end', '<user>', 1],
    ['another element', '<users/>', 1],
    ['a late XML declaration', '<user><?xml version="1.0"?></user>', 1],
    ['nothing', '', 1],
    ['text only', 'user', 1],
  ])('when it is not well-formed: %s', (_, text, line) => {
    expect(problem(text)).toMatchObject({ code: 'record_malformed', line })
    expect(problem(text)?.parameters['reason']).toMatch(/^[a-z]/i)
  })

  test.each(['eacute', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'for an entity that XML does not define: %s',
    name => expect(problem(`<user>&${name};</user>`)?.parameters).toEqual({ reason: 'undefined entity.' }),
  )

  test('for a document type, which could define entities', () => {
    const bomb = '<!DOCTYPE user [<!ENTITY a "aaaa">]><user>&a;</user>'
    expect(problem(bomb)?.code).toBe('xml_doctype_refused')
  })

  test.each([
    [0x3c, 0x75, 0xe9, 0x3e],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xc0, 0xaf],
  ])('for bytes that are not UTF-8: %s %s %s %s', (...bytes) => {
    const inside = Buffer.concat([
      Buffer.from('<user>'),
      Buffer.from(bytes as number[]),
      Buffer.from('</user>'),
    ])
    expect(problem(inside)).toEqual({ code: 'record_not_utf8', line: 1, parameters: {} })
  })

  test('when it is deeper than 20 levels or has more than 5 000 elements', () => {
    const nest = (depth: number) => `<user>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</user>`
    expect(problem(nest(20))).toBeNull()
    expect(problem(nest(21))).toMatchObject({ code: 'record_too_deep', parameters: { maxDepth: 20 } })
    expect(problem(`<user>${'<a/>'.repeat(4999)}</user>`)).toBeNull()
    expect(problem(`<user>${'<a/>'.repeat(5000)}</user>`)?.code).toBe('record_too_many_elements')
    expect(problem(nest(100_000))?.code).toBe('record_too_deep')
  })
})

test('the problem of a record names file, line and position in the feed', () => {
  const bytes = Buffer.from('<user>\n<a>\n</user>')
  const record = { file: 'b.xml', index: 7, line: 40, bytes, fingerprint: '' }
  expect(parseFeedRecord(record)).toEqual({
    problem: {
      file: 'b.xml',
      index: 7,
      line: 42,
      code: 'record_malformed',
      parameters: { reason: 'unexpected close tag.' },
      fatal: false,
    },
  })
})
