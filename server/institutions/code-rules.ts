import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'
import type { CodeIndex } from '../fields/check-value.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { roleScopes } from './code-tables.ts'

/** What the code tables allow. */
export type CodeRules = {
  /** Enabled codes by table. */
  all: CodeIndex
  /** Those of them that a record type may have. */
  of: Readonly<Record<RecordType, CodeIndex>>
  /** Codes of `field` that go with a code of the table that decides it, by table, code and field; none: any. */
  companions: (table: string, code: string, field: string) => readonly string[] | undefined
  /** Whether identifiers of the type are logins of a social network. */
  isSocial: (idType: string) => boolean
}

export type CodeRuleRow = {
  table_name: string
  code: string
  is_enabled: boolean
  details: Record<string, unknown>
}

/** Reads the code tables of the institution as rules for values. */
export async function readCodeRules(ctx: Context): Promise<CodeRules> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<CodeRuleRow>`
    select table_name, code, is_enabled, details from code_value
    where institution_id = ${institutionId} and table_name <> 'Libraries'
    union all
    select 'Libraries', code, true, '{}' from library where institution_id = ${institutionId}
    union all
    select 'ResourceSharingLibraries', code, is_resource_sharing, '{}' from library
    where institution_id = ${institutionId}
    union all
    ${roleScopes(institutionId, sql`true, '{}'::jsonb`)}`.execute(ctx.db)
  return codeRulesOf(rows)
}

/** The rules that follow from all codes of all tables. */
export function codeRulesOf(known: readonly CodeRuleRow[]): CodeRules {
  const rows = known.filter(row => row.is_enabled)
  const details = new Map(rows.map(row => [`${row.table_name} ${row.code}`, row.details]))
  // Also those of a network that is switched off by now: who has one keeps it.
  const social = known.filter(
    row => row.table_name === 'UserIdentifierTypes' && row.details['social'] === true,
  )
  const socialTypes = new Set(social.map(row => row.code))
  return {
    all: indexOf(rows),
    of: {
      PUBLIC: indexOf(rows, 'PUBLIC'),
      STAFF: indexOf(rows, 'STAFF'),
      CONTACT: indexOf(rows, 'CONTACT'),
    },
    companions: (table, code, field) => asList(details.get(`${table} ${code}`)?.[field]),
    isSocial: idType => socialTypes.has(idType),
  }
}

const tables = [...userFields, ...segments.flatMap(segment => segment.fields)].flatMap(
  field => field.codeTable ?? [],
)

/** A table without any code, or with none for a record type, is there, too: everything is then refused. */
function indexOf(rows: readonly CodeRuleRow[], recordType?: RecordType): CodeIndex {
  const index = new Map(tables.map(table => [table, new Set<string>()]))
  for (const { table_name, code, details } of rows) {
    const codes = index.get(table_name) ?? new Set()
    index.set(table_name, codes)
    const types = details['record_types']
    if (!recordType || !Array.isArray(types) || types.includes(recordType)) codes.add(code)
  }
  return index
}

function asList(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined
}
