import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { PurgedUser } from '../../contract/purge.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openVault } from '../changes/restore-users.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { finderOf } from '../vault/keys.ts'

export type PurgedUsersInput = { taskId?: number; q?: string; after?: string; limit?: number }

type Row = {
  user_id: number
  user_group: string | null
  purged_at: Date
  purged_by: string
  task_id: number | null
  destroy_on: string | null
  restored_at: Date | null
}

/**
 * Purged and deleted users, newest first. Names come out of the vault while its key exists; the search looks for a whole
 * primary identifier in the vault, and for those who came back in the outcomes of the purges, which keep it as long.
 */
export async function listPurgedUsers(ctx: Context, input: PurgedUsersInput): Promise<Page<PurgedUser>> {
  requirePermission(ctx, 'purge.restore')
  const { institutionId } = ctx.institution
  const limit = input.limit ?? 50
  const after = input.after ? readCursor(input.after, ['moment', 'number']) : null
  const ofTask = input.taskId ? sql`p.task_id = ${input.taskId}` : sql`true`
  const found = input.q?.trim() ? isNamed(ctx, input.q.trim()) : sql`true`
  const { rows } = await sql<Row>`
    select p.user_id, p.user_group, p.purged_at, p.purged_by, p.task_id, p.restored_at,
      case when k.wrapped_key is not null then k.destroy_on end as destroy_on
    from purged_user p
    left join vault_entry v on v.institution_id = p.institution_id and v.user_id = p.user_id and p.restored_at is null
    left join vault_key k on k.institution_id = v.institution_id and k.vault_key_id = v.vault_key_id
    where p.institution_id = ${institutionId} and ${ofTask} and ${found}
      and ${after ? sql`(p.purged_at, p.user_id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
    order by p.purged_at desc, p.user_id desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  const names = await namesOf(
    ctx,
    items.filter(row => row.destroy_on !== null).map(row => row.user_id),
  )
  return {
    items: items.map(row => wireRow(row, names)),
    ...(hasMore ? { next: cursorText([last.purged_at.toISOString(), last.user_id]) } : {}),
  }
}

function isNamed(ctx: Context, primaryId: string) {
  const { institutionId } = ctx.institution
  return sql`(p.restored_at is null and p.user_id in (select e.user_id from vault_entry e
      where e.institution_id = ${institutionId} and e.finder = ${finderOf(ctx, primaryId)})
    or p.user_id in (select o.user_id from task_outcome o where o.institution_id = ${institutionId}
      and o.task_id = p.task_id and lower(o.subject) = lower(${primaryId})))`
}

type Names = Map<number, { primaryId: string; name: string }>

async function namesOf(ctx: Context, userIds: number[]): Promise<Names> {
  const contents = await openVault(ctx, userIds)
  return new Map(
    [...contents].map(([userId, { document }]) => {
      const name = [document['last_name'], document['first_name']].filter(Boolean).join(', ')
      return [userId, { primaryId: String(document['primary_id']), name }]
    }),
  )
}

function wireRow(row: Row, names: Names): PurgedUser {
  return {
    userId: row.user_id,
    purgedAt: row.purged_at.toISOString(),
    purgedBy: row.purged_by,
    ...names.get(row.user_id),
    ...(row.user_group === null ? {} : { userGroup: row.user_group }),
    ...(row.task_id === null ? {} : { taskId: row.task_id }),
    ...(row.destroy_on === null ? {} : { restorableUntil: row.destroy_on }),
    ...(row.restored_at === null ? {} : { restoredAt: row.restored_at.toISOString() }),
  }
}
