import { describe, expect, test } from 'vitest'
import { permissions } from '../../contract/permissions.ts'
import { allowedShortcuts, pressed, shortcuts } from './shortcuts.ts'

const all = allowedShortcuts(permissions)
const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isBusy: false,
  ...more,
})

/** What the presses lead to, one after the other. */
function leadsTo(...presses: ReturnType<typeof press>[]) {
  let open: readonly string[] = []
  let found: string | undefined
  for (const one of presses) {
    const answer = pressed(open, one, all)
    open = answer.open
    found = answer.found?.label
  }
  return found
}

describe('a shortcut', () => {
  test('of two keys is complete with the second', () => {
    expect(leadsTo(press('g'))).toBeUndefined()
    expect(leadsTo(press('g'), press('s'))).toBe('shortcuts.sets')
    expect(leadsTo(press('s'))).toBeUndefined()
  })

  test('begins anew with a key that does not go on', () => {
    expect(leadsTo(press('g'), press('x'), press('u'))).toBeUndefined()
    expect(leadsTo(press('g'), press('g'), press('u'))).toBe('shortcuts.users')
    expect(leadsTo(press('g'), press('/'))).toBe('shortcuts.search')
    expect(leadsTo(press('g'), press('n'))).toBe('shortcuts.add')
  })

  test('does nothing while somebody types, but for those that no text holds', () => {
    for (const { keys, always } of shortcuts.filter(
      one => one.keys.length === 1 && !one.keys[0]!.includes('+'),
    ))
      expect([keys, leadsTo(press(keys[0]!, { isBusy: true })), always]).toEqual([keys, undefined, undefined])
    expect(leadsTo(press('k', { ctrlKey: true, isBusy: true }))).toBe('shortcuts.search')
    expect(leadsTo(press('K', { metaKey: true, isBusy: true }))).toBe('shortcuts.search')
  })

  test('is not its key with another modifier', () => {
    expect(leadsTo(press('n', { ctrlKey: true }))).toBeUndefined()
    expect(leadsTo(press('/', { altKey: true }))).toBeUndefined()
    expect(leadsTo(press('k'))).toBeUndefined()
  })

  test('is there for those who may use it', () => {
    const labels = allowedShortcuts(['users.view']).map(one => one.label)
    expect(labels).not.toContain('shortcuts.sets')
    expect(labels).not.toContain('shortcuts.add')
    expect(labels).toContain('shortcuts.users')
    expect(labels).toContain('shortcuts.overview')
  })

  test('has keys of its own, which no other begins with', () => {
    const texts = shortcuts.map(one => one.keys.join(' '))
    for (const text of texts)
      expect(texts.filter(other => `${other} `.startsWith(`${text} `))).toEqual([text])
  })
})
