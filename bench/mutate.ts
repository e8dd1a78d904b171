import { below, chance, pick, type Random } from '../server/demo/random.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Values where others are expected; deep and long ones are made by `hostile`. */
const oddValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  '',
  ' ',
  'null',
  'true',
  '\u0000',
  '\ud800',
  '\u202e',
  "'; drop table user_account; --",
  '9999-99-99Z',
  '0000-00-00',
  '2026-02-30Z',
  '-271821-04-20Z',
  'INTERNAL',
  'EXTERNAL',
  '200',
  {},
  [],
  [[]],
  [null],
  { value: null },
  { value: {} },
  { value: ['x'], desc: 5 },
  { value: 'NO_SUCH_CODE' },
  { link: '' },
  { __proto__: { a: 1 } } as unknown as Json,
]

function hostile(random: Random): Json {
  if (chance(random, 0.05))
    return pick(random, ['x', '\u00e9', '\ud83d\ude00', ' ', '\n']).repeat(below(random, 6000))
  if (chance(random, 0.02)) {
    let deep: Json = 1
    for (let level = below(random, 60); level >= 0; level -= 1)
      deep = chance(random, 0.5) ? [deep] : { value: deep }
    return deep
  }
  return structuredClone(pick(random, oddValues))
}

/** A user object with one to four values replaced, left out, renamed or repeated. */
export function mutatedTree(tree: Json, random: Random): string {
  const copy = structuredClone(tree)
  for (let change = below(random, 4); change >= 0; change -= 1) mutateOnce(copy, random)
  return JSON.stringify(copy)
}

function mutateOnce(root: Json, random: Random): void {
  const places: { parent: Record<string, Json>; key: string }[] = []
  const walk = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      const parent = value as Record<string, Json>
      places.push({ parent, key })
      walk(parent[key]!)
    }
  }
  walk(root)
  if (places.length === 0) return
  const { parent, key } = pick(random, places)
  const kind = below(random, 10)
  if (kind === 0) delete parent[key]
  else if (kind === 1)
    parent[pick(random, ['constructor', '__proto__', 'value', `${key}s`, ''])] = structuredClone(parent[key]!)
  else if (kind === 2 && Array.isArray(parent[key])) {
    const list = parent[key]
    parent[key] = Array.from({ length: below(random, 60) }, () => list).flat()
  } else parent[key] = hostile(random)
}

const tokens = [
  '<!DOCTYPE user [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
  '&x;',
  '&#0;',
  '&amp;',
  '<![CDATA[x]]>',
  '<!-- -->',
  '<?php ?>',
  '<user_notes><user_note/></user_notes>',
  '<a b="',
  '</user>',
  ']]>',
  'xmlns="urn:x"',
  '\u0000',
  '\ufeff',
  '{"',
  '"}',
  '[[[[',
  '1e999',
  '\\u0000',
]

/** The text with a few bytes turned, left out, repeated or put in. */
export function mutatedText(text: string, random: Random): Buffer {
  let bytes = Buffer.from(text)
  for (let change = below(random, 5); change >= 0; change -= 1) {
    const at = below(random, bytes.length + 1)
    const to = Math.min(bytes.length, at + below(random, 40))
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)]
    const kind = below(random, 6)
    if (kind === 0) bytes = Buffer.concat([before, after])
    else if (kind === 1) bytes = Buffer.concat([before, part, part, after])
    else if (kind === 2) bytes = Buffer.concat([before, Buffer.from(pick(random, tokens)), part, after])
    else if (kind === 3) bytes = Buffer.concat([before, Buffer.from([below(random, 256)]), part, after])
    else if (kind === 4 && chance(random, 0.2)) bytes = Buffer.from(before)
    else if (part.length > 0) {
      bytes = Buffer.from(bytes)
      bytes[at] = bytes[at]! ^ (1 << below(random, 8))
    }
  }
  return bytes
}

/** XML with one to three texts between tags replaced by what does not belong there. */
export function mutatedTexts(xml: string, random: Random): string {
  const places = [...xml.matchAll(/>([^<>]*)</g)]
  return Array.from({ length: 1 + below(random, 3) }).reduce<string>(text => {
    const [whole] = pick(random, places)
    const value = hostile(random)
    const odd = typeof value === 'string' ? value : JSON.stringify(value)
    const escaped = odd.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    return text.replace(whole, () => `>${escaped}<`)
  }, xml)
}
