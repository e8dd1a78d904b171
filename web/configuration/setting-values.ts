import type { FormatValue, Setting } from '../../contract/settings.ts'

/** Values of the settings by key, as the form holds them. */
export type SettingValues = Record<string, unknown>

export const valuesOf = (settings: readonly Setting[]): SettingValues =>
  Object.fromEntries(settings.map(setting => [setting.key, setting.value]))

/** What is sent: lines without blanks around them and without empty ones, and no empty text of a format. */
export function sentValue({ kind }: Setting, value: unknown): unknown {
  if (kind === 'texts') return (value as string[]).map(line => line.trim()).filter(Boolean)
  if (kind === 'text' || kind === 'folder_address') return String(value).trim()
  if (kind !== 'format') return value
  const { pattern, message } = value as FormatValue
  return message?.trim() ? { pattern, message: message.trim() } : { pattern }
}
