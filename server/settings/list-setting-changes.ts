import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { SettingChange } from '../../contract/settings-history.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { settingDefinitions } from '../institutions/setting-definitions.ts'
import { enteredForm } from '../institutions/settings.ts'

type Row = {
  settings_history_id: number
  at: Date
  actor_name: string
  key: string
  old: unknown
  new: unknown
}

/** Changes of settings, of all or of one, newest first. */
export async function listSettingChanges(
  ctx: Context,
  input: { key?: string; after?: string; limit?: number },
): Promise<Page<SettingChange>> {
  requirePermission(ctx, 'configuration.view')
  const limit = input.limit ?? 50
  const before = input.after
    ? sql`and settings_history_id < ${readCursor(input.after, ['number'])[0]}`
    : sql``
  const { rows } = await sql<Row>`
    select settings_history_id, at, actor_name, key, old, new from settings_history
    where institution_id = ${ctx.institution.institutionId} ${before}
      ${input.key === undefined ? sql`` : sql`and key = ${input.key}`}
    order by settings_history_id desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit).map(wireChange)
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.changeId]) } : {}) }
}

function wireChange(row: Row): SettingChange {
  const definition = settingDefinitions.find(one => one.key === row.key)
  const entered = (value: unknown) => (definition ? enteredForm(definition, value) : value)
  return {
    changeId: row.settings_history_id,
    at: row.at.toISOString(),
    by: row.actor_name,
    key: row.key,
    ...(row.old === null ? {} : { old: entered(row.old) }),
    ...(row.new === null ? {} : { new: entered(row.new) }),
  }
}
