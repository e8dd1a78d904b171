import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { errorStatus } from '../../contract/problem.ts'
import { messages as arabic } from './ar.ts'
import { messages as german } from './de.ts'
import { messages as english } from './en.ts'

type Node = { type: number; value?: unknown; options?: Record<string, { value: Node[] }>; children?: Node[] }

const isArgument = (node: Node) => node.type !== 0 && node.type !== 7

/** Names of the values that a text fills in. */
function argumentsOf(nodes: Node[]): string[] {
  return nodes.flatMap(node => [
    ...(isArgument(node) ? [String(node.value)] : []),
    ...Object.values(node.options ?? {}).flatMap(option => argumentsOf(option.value)),
    ...argumentsOf(node.children ?? []),
  ])
}

const argumentSet = (text: string) => [...new Set(argumentsOf(parse(text) as Node[]))].sort()

const sources = Object.entries(
  import.meta.glob<string>(
    ['../**/*.ts', '../**/*.tsx', '!../messages/**', '!../dist/**', '!../**/*.test.ts'],
    {
      query: '?raw',
      import: 'default',
      eager: true,
    },
  ),
)

describe.each([
  ['German', german],
  ['Arabic', arabic],
])('%s', (_, messages) => {
  test('has exactly the keys of English', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort())
  })

  test('fills in the same values as English in every text', () => {
    const different = Object.entries(messages).filter(
      ([key, text]) =>
        String(argumentSet(text)) !== String(argumentSet(english[key as keyof typeof english])),
    )
    expect(different).toEqual([])
  })
})

test('every error code of the contract has a sentence', () => {
  const missing = Object.keys(errorStatus).filter(code => !Object.hasOwn(english, `problem.${code}`))
  expect(missing).toEqual([])
})

test('no text is kept that nothing shows', () => {
  const code = sources.map(([, source]) => source).join('\n')
  const isShown = (key: string) =>
    code.includes(`'${key}'`) || code.includes(`"${key}"`) || prefixesOf(key).some(one => code.includes(one))
  expect(Object.keys(english).filter(key => !isShown(key))).toEqual([])
})

/** How a key put together from data begins in the source: `users.tab.${`. */
function prefixesOf(key: string): string[] {
  const parts = key.split('.')
  return parts.slice(1).map((_, index) => `\`${parts.slice(0, index + 1).join('.')}.\${`)
}

test('no component writes text of its own', () => {
  const own = sources
    .filter(([path]) => path.endsWith('.tsx'))
    .flatMap(([path, source]) =>
      [...source.matchAll(/>\s*([A-Za-z][A-Za-z ,.!?]{2,})\s*<\//g)].map(found => `${path}: ${found[1]}`),
    )
  expect(own).toEqual([])
})
