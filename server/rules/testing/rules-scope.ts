import type { RecordDocument } from '../../fields/document.ts'
import { codeRulesOf } from '../../institutions/code-rules.ts'
import type { CodeRow, CodeTables } from '../../institutions/code-tables.ts'
import { defaultCodeTables } from '../../institutions/default-code-tables.ts'
import { settingsOf } from '../../institutions/settings.ts'
import type { EditScope } from '../edit-scope.ts'

const codes = (list: string): CodeRow[] => list.split(' ').map(code => ({ code, label: code }))

/** The tables of a new institution, and what it leaves to the institution. */
export const codeTables: CodeTables = {
  ...defaultCodeTables,
  Libraries: codes('MAIN LAW'),
  ResourceSharingLibraries: codes('MAIN LAW'),
  Campuses: codes('NORTH SOUTH EAST'),
  CatalogerLevel: codes('00 10 20'),
  LibraryNoticesOptInDisplay: codes('LoanLetter HoldLetter'),
  UserStatisticalTypes: codes('DEPARTMENT CITIZENSHIP'),
  UserStatCategories: [
    { code: 'HISTORY', label: 'History', details: { category_type: 'DEPARTMENT' } },
    { code: 'USA', label: 'USA', details: { category_type: ['CITIZENSHIP', 'DEPARTMENT'] } },
    { code: 'LOOSE', label: 'Without a type' },
  ],
  UserBlockDescription: [
    { code: 'LOST', label: 'Card lost', details: { block_type: 'LOAN' } },
    { code: 'DEBT', label: 'Debt', details: { block_type: ['CASH', 'GENERAL'] } },
    { code: 'OLD', label: 'Not used any more', isEnabled: false, details: { block_type: 'GENERAL' } },
  ],
}

/** What edits are judged by on 20 November 2026. */
export function rulesScope(changes: Partial<EditScope> = {}): EditScope {
  const rows = Object.entries(codeTables).flatMap(([table_name, list]) =>
    list.map(({ code, isEnabled: is_enabled = true, details = {} }) => ({
      table_name,
      code,
      is_enabled,
      details,
    })),
  )
  return {
    codes: codeRulesOf(rows),
    settings: settingsOf({}),
    today: '2026-11-20',
    moment: '2026-11-20T15:00:00+00:00',
    actor: 'Ada Admin',
    isOpen: false,
    mayCorrectDates: false,
    isProgram: false,
    institutionCode: 'NUL',
    mayGrant: () => true,
    libraries: undefined,
    ...changes,
  }
}

/** An internal public user without elements. */
export const somebody: RecordDocument = {
  primary_id: 'ada',
  first_name: 'Ada',
  last_name: 'Lovelace',
  record_type: 'PUBLIC',
  account_type: 'INTERNAL',
  status: 'ACTIVE',
  preferred_language: 'en',
}
