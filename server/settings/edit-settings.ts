import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Settings } from '../../contract/settings.ts'
import { requirePermission } from '../access/require-permission.ts'
import { forgetActivity } from '../changes/activity.ts'
import { equalButForCase, recomputeIdentifierKeys } from '../changes/switch-case.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { judgeSetting } from '../institutions/judge-setting.ts'
import { type SettingDefinition, settingDefinitions } from '../institutions/setting-definitions.ts'
import { storedForm, valueAt } from '../institutions/settings.ts'
import type { SettingChange } from '../institutions/settings-history.ts'
import { lockSettings, type StoredSettings, writeSettings } from '../institutions/write-settings.ts'
import { listSettings } from './list-settings.ts'

const caseKey = 'identifiersCaseSensitive'
const activityKey = 'recordLastPatronActivity'

/**
 * Changes settings, all of them or none; null goes back to the default. Throws `invalid_values` with the keys that are
 * refused. The caller must let the institution reader forget.
 */
export async function editSettings(
  ctx: Context,
  { values }: { values: Record<string, unknown> },
): Promise<Settings> {
  requirePermission(ctx, 'configuration.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    // Those who write identifiers or dates of activities wait, too; see `guardingNames` and `keepsActivity`.
    const stored = await lockSettings(inner, { andWriters: caseKey in values || activityKey in values })
    const changes = await judgeValues(inner, { stored, values })
    if (changes.length > 0) await writeSettings(inner, stored, changes)
    if (changes.some(change => change.key === caseKey)) await recomputeIdentifierKeys(inner)
    if (changes.some(change => change.key === activityKey && change.new !== true)) await forgetActivity(inner)
    return listSettings(inner)
  })
}

type Edit = { stored: StoredSettings; values: Record<string, unknown> }

/** What really changes. */
async function judgeValues(ctx: Context, { stored, values }: Edit): Promise<SettingChange[]> {
  const codes = await readCodeRules(ctx)
  const codesOf = (table: string) => [...(codes.all.get(table) ?? [])]
  const problems: FieldProblem[] = []
  const changes: SettingChange[] = []
  for (const [key, value] of Object.entries(values)) {
    const definition = settingDefinitions.find(one => one.key === key)
    const wrong = definition ? value !== null && judgeSetting(definition, value, codesOf) : unknownField
    if (wrong) problems.push({ field: key, ...wrong })
    else changes.push(...changeOf(definition!, value, stored))
  }
  if (changes.some(one => one.key === caseKey && one.new !== true)) problems.push(...(await caseClashes(ctx)))
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return changes
}

const unknownField = { rule: 'unknown_field' }

function changeOf(definition: SettingDefinition, value: unknown, stored: StoredSettings): SettingChange[] {
  const old = valueAt(stored, definition.key)
  const now = value === null ? undefined : storedForm(definition, value)
  return isDeepStrictEqual(old, now) ? [] : [{ key: definition.key, old, new: now }]
}

/** Two identifiers that would become equal must first be told apart otherwise. */
async function caseClashes(ctx: Context): Promise<FieldProblem[]> {
  const clashes = await equalButForCase(ctx)
  if (clashes.length === 0) return []
  const limit = clashes.map(forms => forms.join(' / ')).join(', ')
  return [{ field: caseKey, rule: 'identifiers_would_be_equal', limit }]
}
