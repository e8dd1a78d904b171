import { useQuery } from '@tanstack/react-query'
import { type CodeValue, readConfiguration } from '../../contract/configuration.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import type { Option } from '../ui/code-select.tsx'

/** The field catalogue and the code tables change rarely: read once per visit. */
export const configurationQuery = { ...q(readConfiguration, {}), staleTime: 10 * 60_000 }

type OptionsFor = { recordType?: string | undefined; keep?: readonly string[] }

/** Words for codes. Until the tables have arrived, and for a code that is in none, the code itself. */
export function useCodes() {
  const { data } = useQuery(configurationQuery)
  const t = useText()
  const tables = data?.codeTables ?? {}
  // Codes that the program itself defines speak the language of the screen, the others that of the institution.
  const words = (table: string, code: string, label?: string) => t.of(`code.${table}.${code}`, label ?? code)
  return {
    /** The tables have arrived. */
    isKnown: data !== undefined,
    label: (table: string, code: string): string =>
      words(table, code, tables[table]?.find(value => value.code === code)?.label),
    /** What only some tables say about their codes. */
    details: (table: string, code: string): Record<string, unknown> | undefined =>
      tables[table]?.find(one => one.code === code)?.details,
    /** What a code says about codes of another field: the types of a statistical category, the type of a block. */
    companions: (table: string, code: string, field: string): string[] | undefined => {
      const value = tables[table]?.find(one => one.code === code)?.details?.[field]
      if (typeof value === 'string') return [value]
      return Array.isArray(value) ? value.map(String) : undefined
    },
    /** What may be chosen for a record type; `keep` are codes that stay although they are switched off. */
    options: (table: string, { recordType, keep = [] }: OptionsFor = {}): Option[] =>
      (tables[table] ?? [])
        .filter(value => keep.includes(value.code) || isOffered(value, recordType))
        .map(value => ({ value: value.code, label: words(table, value.code, value.label) })),
  }
}

/** The catalogue, fields of the record and of its segments, and what the institution demands of them. */
export function useCatalogue() {
  const { data } = useQuery(configurationQuery)
  return {
    fields: data?.fields ?? [],
    segments: data?.segments ?? [],
    mandatory: data?.mandatory ?? {},
    pinNumberMethod: data?.pinNumberMethod,
    hasOwners: data?.libraryIndependence === true,
    nameDisplay: data?.nameDisplay,
    institutionalIdentifierType: data?.institutionalIdentifierType ?? 'USERNAME',
    defaultResourceSharingLibrary: data?.defaultResourceSharingLibrary,
    isReadLogEnabled: data?.readLogEnabled === true,
    hasPhotoServer: data?.hasPhotoServer === true,
  }
}

function isOffered(value: CodeValue, recordType: string | undefined): boolean {
  return value.isEnabled && (!recordType || !value.recordTypes || value.recordTypes.includes(recordType))
}
