import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { callOf, queryOf } from './call.ts'

const withBody = (body: string | Buffer | null) =>
  callOf({ body: body === null ? null : Buffer.from(body) } as unknown as FastifyRequest)

describe('the body', () => {
  test.each([
    ['JSON', '{"a":{"value":"B"}}'],
    ['JSON after spaces and a byte order mark', '\ufeff \n{"a":{"value":"B"}}'],
  ])('%s', (_what, body) => {
    expect(withBody(body).readBody('x')).toEqual({ a: { value: 'B' } })
  })

  test('XML, with the lists that have no key of their own in JSON, and the one that has', () => {
    const xml = `<?xml version="1.0"?><x link="l"><rows><row><code>A</code></row></rows>
      <members><member><id>1</id></member></members></x>`
    expect(withBody(xml).readBody('x')).toEqual({
      link: 'l',
      row: [{ code: 'A' }],
      members: { member: [{ id: '1' }] },
    })
  })

  test.each([
    ['nothing', null],
    ['an empty one', ''],
    ['spaces', ' \n '],
    ['null', 'null'],
  ])('%s says nothing', (_what, body) => {
    expect(withBody(body).readBody('x')).toEqual({})
  })

  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  test.each([
    ['broken JSON', '{"a":'],
    ['a list', '[{}]'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['plain text', 'x=1&y=2'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['JSON of 21 levels', deep(21)],
    ['JSON of 100 000 levels', deep(100_000)],
    ['broken XML', '<x><y></x>'],
    ['another root', '<y/>'],
    ['XML of 21 levels', `<x>${'<y>'.repeat(20)}${'</y>'.repeat(20)}</x>`],
    ['XML of half a million elements', `<x>${'<y/>'.repeat(500_000)}</x>`],
    ['XML that is no UTF-8', Buffer.from([0x3c, 0x78, 0x3e, 0xff, 0x3c, 0x2f, 0x78, 0x3e])],
    ['an entity of its own', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ])('%s is refused', (_what, body) => {
    expect(() => withBody(body).readBody('x')).toThrow(expect.objectContaining({ code: '401676' }))
  })

  test('JSON of 20 levels is not', () => {
    expect(withBody(deep(20)).readBody('x')).toHaveProperty('a')
  })
})

describe('parameters', () => {
  const query = queryOf({
    a: ' x ',
    b: ['first', 'second'],
    c: 'one, two,,three',
    d: ['one,two', 'three'],
    empty: '  ',
    yes: 'TRUE',
    no: 'false',
    odd: 'maybe',
    limit: '20',
    offset: '40',
  })

  test('texts are trimmed, of several the first; an empty one is not there', () => {
    expect(['a', 'b', 'empty', 'z'].map(query.text)).toEqual(['x', 'first', undefined, undefined])
  })

  test('lists come with commas, repeated, or both', () => {
    expect([query.list('c'), query.list('d'), query.list('z')]).toEqual([
      ['one', 'two', 'three'],
      ['one', 'two', 'three'],
      [],
    ])
  })

  test('what is neither true nor false is what is usual', () => {
    expect(['yes', 'no', 'odd', 'z'].map(name => [query.flag(name), query.flag(name, true)])).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [false, true],
    ])
  })

  test('a page is of ten from the first on unless told, and of a hundred at most', () => {
    expect(query.page()).toEqual({ limit: 20, offset: 40 })
    expect(queryOf({}).page()).toEqual({ limit: 10, offset: 0 })
    expect(queryOf({ limit: '101', offset: '99999999999' }).page()).toEqual({
      limit: 100,
      offset: 2_147_483_647,
    })
    expect(queryOf({ limit: '0' }).page().limit).toBe(0)
  })

  test.each([{ limit: '-1' }, { limit: 'ten' }, { offset: '1.5' }, { offset: '1'.repeat(16) }])(
    '%o is refused',
    given => {
      expect(() => queryOf(given).page()).toThrow(expect.objectContaining({ code: '40166410' }))
    },
  )
})
