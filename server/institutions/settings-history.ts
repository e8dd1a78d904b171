import { sql } from 'kysely'
import { actorIdOf } from '../actor.ts'
import type { Context } from '../context.ts'

/** Undefined: not set; the default of the program holds, or there is no such thing. */
export type SettingChange = { key: string; old: unknown; new: unknown }

/** Writes down who changed what of the configuration, in the transaction of the change. */
export async function recordSettings(ctx: Context, changes: readonly SettingChange[]): Promise<void> {
  const { actor } = ctx
  const rows = changes.map(change => ({ key: change.key, old: change.old ?? null, new: change.new ?? null }))
  await sql`insert into settings_history (institution_id, at, actor_kind, actor_id, actor_name, key, old, new)
    select ${ctx.institution.institutionId}, ${ctx.now()}, ${actor.kind}, ${actorIdOf(actor)}, ${actor.name},
      key, nullif(old, 'null'), nullif(new, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(key text, old jsonb, new jsonb)`.execute(
    ctx.db,
  )
}
