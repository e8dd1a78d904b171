import type { InstitutionSettings } from '../context.ts'

/** What holds until an institution decides otherwise (features M6, N1). */
const defaultSettings: InstitutionSettings = {
  protectedPatterns: ['exl\\_%', 'rialto\\_%', 'carli\\_%', 'leganto\\_guest'],
  lockAfterFailures: 5,
  lockMinutes: 30,
  sessionHours: 12,
}

/** The stored settings over the defaults. A stored value of the wrong kind counts as not set. */
export function settingsOf(stored: unknown): InstitutionSettings {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  const positive = (name: 'lockAfterFailures' | 'lockMinutes' | 'sessionHours') => {
    const value = given[name]
    return typeof value === 'number' && value > 0 ? value : defaultSettings[name]
  }
  const patterns = given['protectedPatterns']
  return {
    protectedPatterns: isTexts(patterns) ? patterns : defaultSettings.protectedPatterns,
    lockAfterFailures: positive('lockAfterFailures'),
    lockMinutes: positive('lockMinutes'),
    sessionHours: positive('sessionHours'),
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string')
}
