import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

// docs/seed-coverage.md is worth as much as its weakest row: every proof in it must be a test that there is.
const root = resolve(import.meta.dirname, '..')
const coverage = readFileSync(join(root, 'docs/seed-coverage.md'), 'utf8')

/** "| rule | `file`: name<br>`file`: name (remark) |" */
const rows = coverage
  .split('\n')
  .filter(line => line.startsWith('| ') && line !== '| Rule | Test |')
  .map(line => {
    const [, rule = '', proof = ''] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? []
    const proofs = [...proof.matchAll(/`([^`]+)`: (.+?)(?=<br>`|$)/g)]
    return { rule, proof, proofs: proofs.map(([, file = '', name = '']) => ({ file, name })) }
  })

/** Names in a file: of its tests, of groups of tests, and of cases when a test is called by its case alone. */
function namesIn(file: string): Set<string> {
  const text = readFileSync(join(root, file), 'utf8')
  const calls = [...text.matchAll(/(?:\b(?:test|describe)\(|\)\()\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1,/gs)]
  const names = calls.map(([, , name = '']) => name.replace(/\\(.)/gs, '$1'))
  const cases = names.includes('%s')
    ? [...text.matchAll(/^ +'([^']+)': /gm)].map(([, name = '']) => name)
    : []
  return new Set([...names, ...cases])
}

const known = new Map<string, Set<string>>()
function isTest({ file, name }: { file: string; name: string }): boolean {
  if (!/\.(test|e2e)\.ts$/.test(file) || !existsSync(join(root, file))) return false
  if (!known.has(file)) known.set(file, namesIn(file))
  const names = known.get(file)!
  // A remark in brackets narrows what is proved; names of tests may have brackets, too.
  return names.has(name) || [...name.matchAll(/ \(/g)].some(({ index }) => names.has(name.slice(0, index)))
}

test('every row of the seed coverage says what proves it, or that it is missing', () => {
  const silent = rows.filter(({ proof, proofs }) => proofs.length === 0 && !proof.startsWith('*missing*'))
  expect(silent.map(({ rule }) => rule)).toEqual([])
})

test('every test that the seed coverage names is there under that name', () => {
  const wrong = rows.flatMap(({ rule, proofs }) =>
    proofs.filter(one => !isTest(one)).map(({ file, name }) => `${rule}: ${file}: ${name}`),
  )
  expect(wrong).toEqual([])
})

test('the seed coverage counts its rows, and those that are missing', () => {
  const missing = rows.filter(({ proof }) => proof.startsWith('*missing*')).length
  const said = missing === 0 ? 'all of them proved' : `${missing} of them missing`
  expect(coverage).toContain(`\n${rows.length} rows, ${said}.\n`)
})
