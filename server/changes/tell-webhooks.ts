import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { userFields } from '../fields/user-fields.ts'
import type { ChangeSet } from './change-set.ts'

type Told = {
  userIds: readonly number[]
  /** A user who was restored is created, as far as listeners know. */
  method: 'CREATE' | 'UPDATE' | 'DELETE'
}

/** Changes of these alone are in no history that anybody sees. */
const unrecorded = userFields.filter(field => field.unrecorded).map(field => field.name)

/**
 * Leaves word of what was just written to the history of these users for every webhook that wants to hear of it; changes
 * by programs are not told (facts: alma-api §6). In the transaction of the change, so that nothing is told that did not
 * happen, and nothing is lost that did. One statement, however many users; nothing to do where there is no webhook.
 * A deletion is told before the rows are gone, any other change behind it: the group is the one that somebody has then.
 */
export async function tellWebhooks(
  ctx: Context,
  changeSet: ChangeSet,
  { userIds, method }: Told,
): Promise<void> {
  if (changeSet.source === 'api' || userIds.length === 0) return
  const { institutionId } = ctx.institution
  const remains = sql`jsonb_build_object('primary_id', u.primary_id, 'record_type', u.record_type,
    'user_group', u.user_group, 'account_type', u.account_type)`
  const isRecorded = sql`exists (select from user_history h
    where h.institution_id = u.institution_id and h.change_set_id = ${changeSet.changeSetId} and h.at = ${changeSet.at}
      and h.user_id = u.user_id and h.new - ${sql.val(unrecorded)}::text[] <> '{}')`
  const isWanted = sql`w.institution_id = ${institutionId} and w.is_active and 'USER' = any (w.actions)`
  // The first condition is looked at once, before anything else: without webhooks no user is read.
  await sql`
    insert into webhook_event (institution_id, webhook_id, action, method, user_id, change_set_id, remains, at, queued_at)
    select w.institution_id, w.webhook_id, 'USER', ${method}, u.user_id, ${changeSet.changeSetId},
      ${method === 'DELETE' ? remains : sql`null::jsonb`}, ${changeSet.at}, ${ctx.now()}
    from webhook w join user_account u on u.institution_id = w.institution_id
      and (w.user_groups = '{}' or u.user_group = any (w.user_groups))
    where (select exists (select from webhook w where ${isWanted})) and ${isWanted}
      and u.user_id = any (${sql.val(userIds)}::bigint[]) and ${method === 'UPDATE' ? isRecorded : sql`true`}`.execute(
    ctx.db,
  )
}
