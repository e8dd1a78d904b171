import { useQuery } from '@tanstack/react-query'
import { type CodeValue, readConfiguration } from '../../contract/configuration.ts'
import { q } from '../api/query.ts'
import type { Option } from '../ui/code-select.tsx'

/** The field catalogue and the code tables change rarely: read once per visit. */
export const configurationQuery = { ...q(readConfiguration, {}), staleTime: 10 * 60_000 }

type OptionsFor = { recordType?: string | undefined; keep?: readonly string[] }

/** Words for codes. Until the tables have arrived, and for a code that is in none, the code itself. */
export function useCodes() {
  const { data } = useQuery(configurationQuery)
  const tables = data?.codeTables ?? {}
  return {
    label: (table: string, code: string): string =>
      tables[table]?.find(value => value.code === code)?.label ?? code,
    /** What may be chosen for a record type; `keep` are codes that stay although they are switched off. */
    options: (table: string, { recordType, keep = [] }: OptionsFor = {}): Option[] =>
      (tables[table] ?? [])
        .filter(value => keep.includes(value.code) || isOffered(value, recordType))
        .map(value => ({ value: value.code, label: value.label })),
  }
}

/** The catalogue: fields of the record and of its segments. */
export function useCatalogue() {
  const { data } = useQuery(configurationQuery)
  return { fields: data?.fields ?? [], segments: data?.segments ?? [] }
}

function isOffered(value: CodeValue, recordType: string | undefined): boolean {
  return value.isEnabled && (!recordType || !value.recordTypes || value.recordTypes.includes(recordType))
}
