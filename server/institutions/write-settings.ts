import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { putAt } from './settings.ts'
import { recordSettings, type SettingChange } from './settings-history.ts'

/** The settings as they are stored: what is not there has its default. */
export type StoredSettings = Record<string, unknown>

/** Reads the settings and keeps others from changing them (and `andWriters` from writing users) until the transaction ends. */
export async function lockSettings(
  ctx: Context,
  { andWriters = false }: { andWriters?: boolean } = {},
): Promise<StoredSettings> {
  const { rows } = await sql<{ settings: StoredSettings }>`select settings from institution
    where institution_id = ${ctx.institution.institutionId}
    ${andWriters ? sql`for update` : sql`for no key update`}`.execute(ctx.db)
  return rows[0]!.settings
}

/** Writes changes and the history of them. The caller must let the institution reader forget. */
export async function writeSettings(
  ctx: Context,
  stored: StoredSettings,
  changes: readonly SettingChange[],
): Promise<void> {
  const now = structuredClone(stored)
  for (const change of changes) putAt(now, change.key, change.new)
  await sql`update institution set settings = ${JSON.stringify(now)}::jsonb
    where institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  await recordSettings(ctx, changes)
}
