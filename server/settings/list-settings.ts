import { sql } from 'kysely'
import type { Setting, Settings } from '../../contract/settings.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type CodeRules, readCodeRules } from '../institutions/code-rules.ts'
import { mandatoryChoices } from '../institutions/judge-setting.ts'
import { type SettingDefinition, settingDefinitions } from '../institutions/setting-definitions.ts'
import { currentValue, defaultOf } from '../institutions/settings.ts'

type LastChange = { by: string; at: string }

/** Every setting as it is now, with what may be entered and who changed it last. */
export async function listSettings(ctx: Context): Promise<Settings> {
  requirePermission(ctx, 'configuration.view')
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ settings: unknown }>`
    select settings from institution where institution_id = ${institutionId}`.execute(ctx.db)
  const codes = await readCodeRules(ctx)
  const changes = await lastChanges(ctx)
  return {
    settings: settingDefinitions.map(definition => ({
      ...describe(definition, codes),
      value: currentValue(rows[0]!.settings, definition),
      default: defaultOf(definition),
      ...(changes.has(definition.key) ? { changed: changes.get(definition.key)! } : {}),
    })),
  }
}

type Description = Omit<Setting, 'value' | 'default' | 'changed'>

function describe(definition: SettingDefinition, codes: CodeRules): Description {
  const { key, section, kind, almaName } = definition
  const about: Description = { key, section, kind, ...(almaName ? { almaName } : {}) }
  if (definition.kind === 'number') return { ...about, min: definition.min, max: definition.max }
  if (definition.kind === 'text') return { ...about, maxLength: definition.maxLength }
  if (definition.kind === 'amounts_by_group') return { ...about, codeTable: 'UserGroups' }
  if (definition.kind === 'numbers_by_group')
    return { ...about, codeTable: 'UserGroups', min: definition.min, max: definition.max }
  if (definition.kind === 'codes') {
    const { codeTable } = definition
    return { ...about, choices: [...(codes.all.get(codeTable) ?? [])], codeTable }
  }
  if (definition.kind === 'fields') return { ...about, choices: mandatoryChoices(definition.recordType) }
  if (definition.kind !== 'choice') return about
  const { choices, codeTable } = definition
  if (!codeTable) return { ...about, choices: [...choices] }
  return { ...about, choices: [...choices, ...(codes.all.get(codeTable) ?? [])], codeTable }
}

async function lastChanges(ctx: Context): Promise<Map<string, LastChange>> {
  const { rows } = await sql<{ key: string; by: string; at: Date }>`
    select distinct on (key) key, actor_name as by, at from settings_history
    where institution_id = ${ctx.institution.institutionId} order by key, settings_history_id desc`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ key, by, at }) => [key, { by, at: at.toISOString() }]))
}
