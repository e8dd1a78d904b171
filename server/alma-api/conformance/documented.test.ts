import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { tables } from '../conf/table-catalogue.ts'
import { operations } from '../operations.ts'
import { neverAnswered } from './testing/never-answered.ts'

const document = await readFile(new URL('../../../docs/alma-api.md', import.meta.url), 'utf8')
const rows = document.split('\n').filter(line => line.startsWith('| '))

test('the document names exactly the operations that there are', () => {
  const named = rows.flatMap(row => {
    const [, method, path] = /^\| (GET|POST|PUT|DELETE) \| `([^`]+)` \|/.exec(row) ?? []
    return method === undefined ? [] : [`${method} ${path}`]
  })
  const there = operations.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(named.toSorted()).toEqual(there.toSorted())
})

test('each row has as many cells as the head of its table', () => {
  const cellsOf = (row: string) => row.split(' |').length
  let head = 0
  for (const line of document.split('\n')) {
    if (line.startsWith('| method') || line.startsWith('| codes')) head = cellsOf(line)
    else if (line.startsWith('| ')) expect(cellsOf(line), line).toBe(head)
  }
})

test('the document gives the codes that are never answered, with the reasons', () => {
  const told = rows.flatMap(row => {
    const [, codes, reason] = /^\| (\d[\d, ]+) \| (.+) \|$/.exec(row) ?? []
    return codes === undefined ? [] : [[codes, reason]]
  })
  expect(told).toEqual(neverAnswered)
})

test('the document names the tables of Alma that there are not', () => {
  const [, sentence = ''] = /answers 90101 for these tables of Alma([^.]+)\./.exec(document) ?? []
  const named = [...sentence.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
  expect(named).toHaveLength(6)
  expect(named.filter(name => tables.has(name))).toEqual([])
})

test('addresses and links in the document are good', async () => {
  for (const [, file = ''] of document.matchAll(/\]\(([\w-]+\.md)\)/g))
    expect(
      (await readFile(new URL(`../../../docs/${file}`, import.meta.url), 'utf8')).length,
    ).toBeGreaterThan(0)
})
