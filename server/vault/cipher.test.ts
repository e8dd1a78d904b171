import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, sealJson, unseal, unsealJson } from './cipher.ts'

const key = randomBytes(32)

test('what was sealed comes back byte for byte, with the same key and context', () => {
  const law = fc.property(fc.uint8Array(), fc.string(), (bytes, context) => {
    const text = Buffer.from(bytes)
    expect(unseal(key, seal(key, text, context), context)).toEqual(text)
  })
  fc.assert(law)
})

test('any JSON comes back as the same text', () => {
  fc.assert(
    fc.property(fc.json(), json => {
      expect(unsealJson(key, sealJson(key, json, '1:2'), '1:2')).toBe(json)
    }),
  )
})

test('a changed byte anywhere, a missing end or another context is refused', () => {
  const sealed = sealJson(key, '{"last_name":"Quackenbush"}', '1:42')
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => unsealJson(key, changed, '1:42')).toThrow()
  }
  expect(() => unsealJson(key, sealed.subarray(0, -1), '1:42')).toThrow()
  expect(() => unsealJson(key, Buffer.alloc(0), '1:42')).toThrow()
  expect(() => unsealJson(key, sealed, '1:43')).toThrow()
  expect(() => unsealJson(key, sealed, '2:42')).toThrow()
  expect(() => unsealJson(randomBytes(32), sealed, '1:42')).toThrow()
})

test('the same text is sealed differently every time, and shows nothing of itself', () => {
  const json = JSON.stringify({ name: 'Quackenbush '.repeat(50) })
  const one = sealJson(key, json, '1:1')
  expect(one.equals(sealJson(key, json, '1:1'))).toBe(false)
  expect(seal(key, Buffer.from(json), '1:1').includes('Quackenbush')).toBe(false)
  expect(one.includes('Quack')).toBe(false)
})
