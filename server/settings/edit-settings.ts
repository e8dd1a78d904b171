import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Settings } from '../../contract/settings.ts'
import { requirePermission } from '../access/require-permission.ts'
import { equalButForCase, recomputeIdentifierKeys } from '../changes/switch-case.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { judgeSetting } from '../institutions/judge-setting.ts'
import { type SettingDefinition, settingDefinitions } from '../institutions/setting-definitions.ts'
import { putAt, storedForm, valueAt } from '../institutions/settings.ts'
import { listSettings } from './list-settings.ts'

type Change = { key: string; old: unknown; new: unknown }
type Stored = Record<string, unknown>

const caseKey = 'identifiersCaseSensitive'

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
    const stored = await lockSettings(inner, { andWriters: caseKey in values })
    const changes = await judgeValues(inner, { stored, values })
    if (changes.length > 0) await saveSettings(inner, stored, changes)
    return listSettings(inner)
  })
}

/** `andWriters`: those who write identifiers wait, too; see `guardingNames`. */
async function lockSettings(ctx: Context, { andWriters }: { andWriters: boolean }): Promise<Stored> {
  const { rows } = await sql<{ settings: Stored }>`select settings from institution
    where institution_id = ${ctx.institution.institutionId}
    ${andWriters ? sql`for update` : sql`for no key update`}`.execute(ctx.db)
  return rows[0]!.settings
}

type Edit = { stored: Stored; values: Record<string, unknown> }

/** What really changes. */
async function judgeValues(ctx: Context, { stored, values }: Edit): Promise<Change[]> {
  const codes = await readCodeRules(ctx)
  const codesOf = (table: string) => [...(codes.all.get(table) ?? [])]
  const problems: FieldProblem[] = []
  const changes: Change[] = []
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

function changeOf(definition: SettingDefinition, value: unknown, stored: Stored): Change[] {
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

async function saveSettings(ctx: Context, stored: Stored, changes: Change[]): Promise<void> {
  const { institutionId } = ctx.institution
  const now = structuredClone(stored)
  for (const change of changes) putAt(now, change.key, change.new)
  await sql`update institution set settings = ${JSON.stringify(now)}::jsonb
    where institution_id = ${institutionId}`.execute(ctx.db)
  await writeHistory(ctx, changes)
  if (changes.some(change => change.key === caseKey)) await recomputeIdentifierKeys(ctx)
}

async function writeHistory(ctx: Context, changes: Change[]): Promise<void> {
  const { actor } = ctx
  const actorId = actor.kind === 'staff' ? String(actor.userId) : null
  const rows = changes.map(change => ({ key: change.key, old: change.old ?? null, new: change.new ?? null }))
  await sql`insert into settings_history (institution_id, at, actor_kind, actor_id, actor_name, key, old, new)
    select ${ctx.institution.institutionId}, ${ctx.now()}, ${actor.kind}, ${actorId}, ${actor.name},
      key, nullif(old, 'null'), nullif(new, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(key text, old jsonb, new jsonb)`.execute(
    ctx.db,
  )
}
