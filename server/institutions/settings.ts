import type { RecordType } from '../../contract/configuration.ts'
import type { InstitutionSettings } from '../context.ts'

/** What holds until an institution decides otherwise (features M6, N1). */
const defaultSettings: InstitutionSettings = {
  protectedPatterns: ['exl\\_%', 'rialto\\_%', 'carli\\_%', 'leganto\\_guest'],
  lockAfterFailures: 5,
  lockMinutes: 30,
  sessionHours: 12,
  mandatory: { PUBLIC: ['user_group'], STAFF: ['user_group'], CONTACT: [] },
  formats: { email: { pattern: '[^\\s@]+@[^\\s@]+' } },
  pinNumberMethod: 'fourDigit',
  libraryIndependence: false,
}

/** One setting: what it holds until the institution decides, and whether a stored value is of its kind. */
type Reader = { [K in keyof InstitutionSettings]: (value: unknown) => value is InstitutionSettings[K] }

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string')
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const kinds: Reader = {
  protectedPatterns: isTexts,
  lockAfterFailures: isPositive,
  lockMinutes: isPositive,
  sessionHours: isPositive,
  mandatory: (value): value is InstitutionSettings['mandatory'] =>
    isObject(value) && recordTypes.every(type => isTexts(value[type])),
  formats: (value): value is InstitutionSettings['formats'] =>
    isObject(value) && Object.values(value).every(one => isObject(one) && typeof one['pattern'] === 'string'),
  pinNumberMethod: (value): value is 'fourDigit' | 'none' => value === 'fourDigit' || value === 'none',
  libraryIndependence: isFlag,
}

const recordTypes: readonly RecordType[] = ['PUBLIC', 'STAFF', 'CONTACT']

/** The stored settings over the defaults. A stored value of the wrong kind counts as not set. */
export function settingsOf(stored: unknown): InstitutionSettings {
  const given = isObject(stored) ? stored : {}
  const entries = Object.entries(kinds).map(([name, isOfKind]) => {
    const value = given[name]
    return [name, isOfKind(value) ? value : defaultSettings[name as keyof InstitutionSettings]]
  })
  return Object.fromEntries(entries) as InstitutionSettings
}
