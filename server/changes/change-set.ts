import { sql } from 'kysely'
import type { changeSources } from '../../contract/history.ts'
import { actorIdOf } from '../actor.ts'
import type { Context } from '../context.ts'

/** Where a change comes from; history shows it. */
export type ChangeSource = (typeof changeSources)[number]

/** One act of one actor: what its history rows hang on. */
export type ChangeSet = { changeSetId: number; source: ChangeSource; at: Date; taskId?: number }

/** Opens a change set for the actor of `ctx`; the rows that it explains are written with it in one transaction. */
export async function openChangeSet(
  ctx: Context,
  about: { source: ChangeSource; reason?: string; taskId?: number },
): Promise<ChangeSet> {
  const at = ctx.now()
  // Programs use the verbs of the screens.
  const source = ctx.actor.kind === 'key' ? 'api' : about.source
  const { rows } = await sql<{ change_set_id: number }>`
    insert into change_set (institution_id, at, actor_kind, actor_id, actor_name, source, reason, task_id)
    values (${ctx.institution.institutionId}, ${at}, ${ctx.actor.kind}, ${actorIdOf(ctx.actor)}, ${ctx.actor.name},
      ${source}, ${about.reason ?? null}, ${about.taskId ?? null})
    returning change_set_id`.execute(ctx.db)
  return {
    changeSetId: rows[0]!.change_set_id,
    source,
    at,
    ...(about.taskId === undefined ? {} : { taskId: about.taskId }),
  }
}
