import type { FormatValue } from '../../contract/settings.ts'
import type { InstitutionSettings } from '../context.ts'
import { judgeSetting } from './judge-setting.ts'
import { loginRestrictionsOf } from './login-restrictions.ts'
import { defaultSettings, type SettingDefinition, settingDefinitions } from './setting-definitions.ts'
import { likeOfWildcards, wildcardsOfLike } from './wildcards.ts'

type Tree = { [name: string]: unknown }

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The stored settings over the defaults. A stored value of the wrong kind counts as not set. */
export function settingsOf(stored: unknown): InstitutionSettings {
  const settings: Tree = {}
  for (const definition of settingDefinitions) {
    const value = currentValue(stored, definition)
    const isNoFormat = definition.kind === 'format' && (value as FormatValue).pattern === ''
    putAt(settings, definition.key, isNoFormat ? undefined : storedForm(definition, value))
  }
  settings['loginRestrictions'] = loginRestrictionsOf(valueAt(stored, 'loginRestrictions'))
  return settings as InstitutionSettings
}

/** What the setting holds now, as people see it. */
export function currentValue(stored: unknown, definition: SettingDefinition): unknown {
  const given = enteredForm(definition, valueAt(stored, definition.key))
  return given === undefined || judgeSetting(definition, given) ? defaultOf(definition) : given
}

/** What it holds until the institution decides, as people see it. */
export function defaultOf(definition: SettingDefinition): unknown {
  const value = valueAt(defaultSettings, definition.key)
  return definition.kind === 'format' ? (value ?? { pattern: '' }) : enteredForm(definition, value)
}

/** The stored value at a key, or undefined. */
export function valueAt(stored: unknown, key: string): unknown {
  let value = stored
  for (const name of key.split('.')) {
    value = isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** Puts a value at a key, undefined removes it; everything else in the tree stays. */
export function putAt(tree: Tree, key: string, value: unknown): void {
  const names = key.split('.')
  const last = names.pop()!
  let place = tree
  for (const name of names) {
    if (!isTree(place[name])) place[name] = {}
    place = place[name] as Tree
  }
  if (value === undefined) delete place[last]
  else place[last] = value
}

/** How a value is stored, from how people enter it. */
export function storedForm(definition: SettingDefinition, value: unknown): unknown {
  const isLike = definition.kind === 'texts' && definition.isWildcard
  return isLike ? (value as string[]).map(likeOfWildcards) : value
}

/** How people enter it, from how it is stored. */
export function enteredForm(definition: SettingDefinition, value: unknown): unknown {
  const isLike = definition.kind === 'texts' && definition.isWildcard && Array.isArray(value)
  return isLike ? value.map(one => (typeof one === 'string' ? wildcardsOfLike(one) : one)) : value
}
