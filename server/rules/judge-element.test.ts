import { describe, expect, test } from 'vitest'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { codeRulesOf } from '../institutions/code-rules.ts'
import { judgeEdit } from './judge-edit.ts'
import { rulesScope, somebody } from './testing/rules-scope.ts'

const made = { created_by: 'Somebody', created_at: '2020-01-01T00:00:00+00:00' }
const now = { created_by: 'Ada Admin', created_at: '2026-11-20T15:00:00+00:00' }

/** An element of every kind that belongs to somebody, and what staff make of it. */
const kinds: Record<string, { element: Record<string, Json>; changed: Record<string, Json> }> = {
  address: {
    element: { line1: 'Here 1', types: ['home'], preferred: false },
    changed: { line1: 'There 2', types: ['work'], preferred: false },
  },
  email: {
    element: { address: 'a@b.example', types: ['work'], preferred: false },
    changed: { address: 'c@b.example', types: ['work'], preferred: false },
  },
  phone: {
    element: { number: '1', types: ['home'], preferred: false, preferred_sms: false },
    changed: { number: '2', types: ['home'], preferred: false, preferred_sms: false },
  },
  identifier: {
    element: { id_type: 'BARCODE', value: 'B1', status: 'ACTIVE' },
    changed: { id_type: 'BARCODE', value: 'B1', status: 'INACTIVE' },
  },
  note: {
    element: { note_type: 'OTHER', text: 'one', user_viewable: false, popup: false },
    changed: {
      note_type: 'LIBRARY',
      text: 'two',
      user_viewable: true,
      popup: true,
      pinned: true,
      owner: 'MAIN',
    },
  },
  block: {
    element: { block_type: 'LOAN', block_description: 'LOST', status: 'ACTIVE' },
    changed: { block_type: 'LOAN', block_description: 'LOST', status: 'INACTIVE', note: 'found' },
  },
  statistic: {
    element: { category: 'HISTORY', category_type: 'DEPARTMENT' },
    changed: { category: 'USA', category_type: 'CITIZENSHIP', note: 'x' },
  },
}

const accounts = {
  internal: 'INTERNAL',
  external: 'EXTERNAL',
  opened: 'EXTERNAL',
  'external login': 'INTEXTAUTH',
}
type Account = keyof typeof accounts

/** One more e-mail, so that nobody loses the last one. */
function personOf(account: Account, elements: RecordDocument = {}): RecordDocument {
  const spare = { address: 'z@z.example', types: ['work'], preferred: false, external: false, ...made }
  return { ...somebody, account_type: accounts[account], 'email/spare': spare, ...elements }
}

type Told = { account?: Account; before?: RecordDocument; path?: string; given: unknown }

/** What comes of giving the element: the rule that is broken, or the element as it will be. */
function judged({ account = 'internal', before = {}, path = 'note/x', given }: Told): unknown {
  const scope = rulesScope({ isOpen: account === 'opened' })
  const { patch, problems } = judgeEdit(personOf(account, before), { [path]: given }, scope)
  return problems.length > 0 ? rulesOf(problems) : patch[path]
}

const rulesOf = (problems: FieldProblem[]) =>
  problems.map(({ field, rule }) => `${field}: ${rule}`).join(', ')

/** What may be done to whose elements. `may`, or the rule that forbids it. */
const owners: Record<string, Record<Account, string>> = {
  'add internal': { internal: 'may', external: 'may', opened: 'may', 'external login': 'may' },
  'add external': {
    internal: 'external_on_internal',
    external: 'may',
    opened: 'may',
    'external login': 'external_on_internal',
  },
  'change internal': { internal: 'may', external: 'may', opened: 'may', 'external login': 'may' },
  'change external': { internal: 'may', external: 'managed_by_sis', opened: 'may', 'external login': 'may' },
  'remove internal': { internal: 'may', external: 'may', opened: 'may', 'external login': 'may' },
  'remove external': { internal: 'may', external: 'managed_by_sis', opened: 'may', 'external login': 'may' },
  'make external': everywhere('owner_is_fixed'),
  'make internal': {
    ...everywhere('owner_is_fixed'),
    external: 'managed_by_sis',
  },
}

function everywhere(rule: string): Record<Account, string> {
  return { internal: rule, external: rule, opened: rule, 'external login': rule }
}

describe.each(Object.keys(kinds))('%s', kind => {
  const path = `${kind}/x`
  const { element, changed } = kinds[kind]!

  function attempt(what: string, account: Account): unknown {
    const [act, owner] = what.split(' ') as [string, string]
    const isExternal = act === 'make' ? owner === 'internal' : owner === 'external'
    const before = { [path]: { ...element, external: isExternal, ...made } }
    if (act === 'add') return judged({ account, path, given: { ...element, external: isExternal } })
    if (act === 'remove') return judged({ account, before, path, given: null })
    const external = act === 'make' ? !isExternal : isExternal
    return judged({ account, before, path, given: { ...changed, external } })
  }

  /** What is stored when it may be. */
  function wanted(what: string): unknown {
    const external = what.endsWith('external')
    if (what.startsWith('remove')) return null
    return what.startsWith('add') ? { ...element, external, ...now } : { ...changed, external, ...made }
  }

  test.each(Object.keys(owners))('%s', what => {
    for (const account of Object.keys(accounts) as Account[]) {
      const rule = owners[what]![account]
      const place = ['managed_by_sis'].includes(rule) ? path : `${path}/external`
      expect([account, attempt(what, account)]).toEqual([
        account,
        rule === 'may' ? wanted(what) : `${place}: ${rule}`,
      ])
    }
  })

  test('an element given back as it stands is no edit, whoever owns it', () => {
    const before = { [path]: { ...element, external: true, ...made } }
    expect(judged({ account: 'external', before, path, given: before[path] })).toBeUndefined()
  })

  test('what the machine knows cannot be forged, at the birth of an element or later', () => {
    const lie = { created_by: 'Eve', created_at: '1999-01-01T00:00:00+00:00', external_owner: 'EVE' }
    const given = kind === 'block' ? lie : { created_by: lie.created_by, created_at: lie.created_at }
    expect(judged({ path, given: { ...element, ...given } })).toEqual({ ...element, external: false, ...now })
    const stored = {
      ...element,
      external: false,
      ...made,
      ...(kind === 'block' ? { external_owner: 'LEND' } : {}),
    }
    expect(judged({ before: { [path]: stored }, path, given: { ...changed, ...given } })).toEqual({
      ...stored,
      ...changed,
    })
  })

  test('a field that the kind does not have, or an owner that is no truth value, is refused', () => {
    expect(judged({ path, given: { ...element, colour: 'red' } })).toBe(`${path}/colour: unknown_field`)
    expect(judged({ account: 'external', path, given: { ...element, external: 'true' } })).toBe(
      `${path}/external: wrong_type`,
    )
  })
})

describe('the type of a block and of a statistic', () => {
  const block = (values: object, before?: object) =>
    judged({ path: 'block/x', given: values, ...(before ? { before: { 'block/x': before as Json } } : {}) })
  const statistic = (values: object) => judged({ path: 'statistic/x', given: values })
  const refused = (field: string) => `${field}: not_with_the_other`

  test('follows from what decides it', () => {
    expect(block({ block_description: 'LOST' })).toMatchObject({ block_type: 'LOAN' })
    expect(statistic({ category: 'HISTORY' })).toMatchObject({ category_type: 'DEPARTMENT' })
  })

  test('is to be one that goes with it', () => {
    expect(block({ block_description: 'LOST', block_type: 'CASH' })).toBe(refused('block/x/block_type'))
    expect(block({ block_description: 'DEBT', block_type: 'CASH' })).toMatchObject({ block_type: 'CASH' })
    expect(block({ block_description: 'DEBT', block_type: 'LOAN' })).toBe(refused('block/x/block_type'))
    expect(statistic({ category: 'USA', category_type: 'DEPARTMENT' })).toMatchObject({ category: 'USA' })
    expect(statistic({ category: 'HISTORY', category_type: 'CITIZENSHIP' })).toBe(
      refused('statistic/x/category_type'),
    )
  })

  test('may be open where several go with it, and anything where nothing is said', () => {
    expect(block({ block_description: 'DEBT' })).not.toHaveProperty('block_type')
    expect(statistic({ category: 'LOOSE', category_type: 'CITIZENSHIP' })).toMatchObject({
      category_type: 'CITIZENSHIP',
    })
  })

  test('does not stay behind when what decides it changes', () => {
    const before = {
      block_description: 'DEBT',
      block_type: 'CASH',
      status: 'ACTIVE',
      external: false,
      ...made,
    }
    expect(block({ block_description: 'LOST', block_type: 'CASH' }, before)).toBe(
      refused('block/x/block_type'),
    )
  })

  test('that did not go with it before may stay when something else changes', () => {
    const old = { block_description: 'LOST', block_type: 'CASH', status: 'ACTIVE', external: false, ...made }
    expect(block({ ...old, note: 'n' }, old)).toEqual({ ...old, note: 'n' })
  })

  test('a block whose description is switched off can be changed, but not be given anew', () => {
    const old = {
      block_description: 'OLD',
      block_type: 'GENERAL',
      status: 'ACTIVE',
      external: false,
      ...made,
    }
    expect(block({ ...old, note: 'n' }, old)).toEqual({ ...old, note: 'n' })
    expect(block({ block_description: 'OLD' })).toBe('block/x/block_description: unknown_code')
  })
})

describe('logins of social networks', () => {
  const login = { id_type: 'GOOGLE', value: 'g-1', status: 'ACTIVE', external: false, ...made }
  const before = { 'identifier/x': login }

  test('may be entered, and are then out of reach of edits: nobody sees them', () => {
    expect(judged({ path: 'identifier/x', given: { id_type: 'GOOGLE', value: 'g-1' } })).toMatchObject({
      value: 'g-1',
    })
    for (const given of [null, { id_type: 'BARCODE', value: 'mine' }]) {
      expect(judged({ before, path: 'identifier/x', given })).toBe('identifier/x: not_editable')
    }
  })

  test('stay out of reach when the network is switched off', () => {
    const row = {
      table_name: 'UserIdentifierTypes',
      code: 'GOOGLE',
      is_enabled: false,
      details: { social: true },
    }
    const scope = rulesScope({ codes: codeRulesOf([row]) })
    const { problems } = judgeEdit(personOf('internal', before), { 'identifier/x': null }, scope)
    expect(rulesOf(problems)).toBe('identifier/x: not_editable')
  })
})
