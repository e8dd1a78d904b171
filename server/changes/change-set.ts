import { sql } from 'kysely'
import type { changeSources } from '../../contract/history.ts'
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
  const { rows } = await sql<{ change_set_id: number }>`
    insert into change_set (institution_id, at, actor_kind, actor_id, actor_name, source, reason, task_id)
    values (${ctx.institution.institutionId}, ${at}, ${ctx.actor.kind}, ${actorId(ctx)}, ${ctx.actor.name},
      ${about.source}, ${about.reason ?? null}, ${about.taskId ?? null})
    returning change_set_id`.execute(ctx.db)
  return {
    changeSetId: rows[0]!.change_set_id,
    source: about.source,
    at,
    ...(about.taskId === undefined ? {} : { taskId: about.taskId }),
  }
}

function actorId({ actor }: Context): string | null {
  if (actor.kind === 'staff') return String(actor.userId)
  return actor.kind === 'task' ? String(actor.taskId) : null
}
