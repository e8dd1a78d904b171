import type { LinkProps } from '@tanstack/react-router'
import type { Permission } from '../../contract/permissions.ts'
import type { MessageKey } from '../messages/en.ts'

/** Id of the search box, which shortcuts of the frame go to. */
export const searchBoxId = 'carrel-search'

type Does =
  | { to: LinkProps['to'] }
  | { does: 'search' | 'overview' }
  /** Belongs to the page or dialog that it acts on; here it is only named. */
  | { does: 'named' }

export type Shortcut = {
  /** Pressed one after the other; `Mod+` is Ctrl, on a Mac ⌘. */
  keys: readonly string[]
  label: MessageKey
  permission?: Permission
  /** Also while somebody types. */
  always?: true
} & Does

/** Every shortcut of the keyboard: the frame acts by this table, and the overview shows it. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ['/'], label: 'shortcuts.search', does: 'search' },
  { keys: ['Mod+k'], label: 'shortcuts.search', does: 'search', always: true },
  { keys: ['g', 'u'], label: 'shortcuts.users', to: '/users', permission: 'users.view' },
  { keys: ['g', 's'], label: 'shortcuts.sets', to: '/sets', permission: 'sets.manage' },
  { keys: ['g', 'j'], label: 'shortcuts.tasks', to: '/tasks', permission: 'tasks.view' },
  { keys: ['n'], label: 'shortcuts.add', to: '/users/new', permission: 'users.add' },
  { keys: ['Mod+s'], label: 'shortcuts.save', does: 'named' },
  { keys: ['Escape'], label: 'shortcuts.escape', does: 'named' },
  { keys: ['?'], label: 'shortcuts.overview', does: 'overview' },
]

/** Whoever may not use a shortcut does not see it, as with the navigation. */
export function allowedShortcuts(permissions: readonly string[]): Shortcut[] {
  return shortcuts.filter(({ permission }) => !permission || permissions.includes(permission))
}

type Press = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Somebody types, or is in a menu or a dialog. */
  isBusy: boolean
}

/** The press as the table writes it; undefined for what can be no shortcut. */
function nameOf({ key, ctrlKey, metaKey, altKey }: Press): string | undefined {
  if (altKey) return undefined
  return ctrlKey || metaKey ? `Mod+${key.toLowerCase()}` : key
}

/**
 * What a press means after those before it: the shortcut that it completes, and what is still open to be completed.
 * A press that fits nothing begins anew.
 */
export function pressed(
  before: readonly string[],
  press: Press,
  allowed: readonly Shortcut[],
): { open: readonly string[]; found?: Shortcut } {
  const name = nameOf(press)
  if (name === undefined) return { open: [] }
  const candidates = allowed.filter(one => !press.isBusy || one.always)
  for (const keys of [[...before, name], [name]]) {
    const fitting = candidates.filter(one => keys.every((key, index) => one.keys[index] === key))
    const found = fitting.find(one => one.keys.length === keys.length)
    if (found) return { open: [], found }
    if (fitting.length > 0) return { open: keys }
  }
  return { open: [] }
}
