import { type RawBuilder, sql } from 'kysely'
import type { webhookFormats } from '../../contract/webhooks.ts'
import type { Context } from '../context.ts'
import { openSecret } from './secret.ts'

/** Longer than a batch can take: after it, whoever took the webhook has died. */
const leaseSeconds = 60

/** A webhook for whose events somebody has the turn. Never to be shown or logged. */
export type Leased = {
  webhookId: number
  address: string
  secret: string
  format: (typeof webhookFormats)[number]
  actions: string[]
  userGroups: string[]
  failures: number
  silentSince: Date | null
}

type Row = {
  webhook_id: number
  address: string
  sealed_secret: Buffer
  format: Leased['format']
  actions: string[]
  user_groups: string[]
  failures: number
  silent_since: Date | null
}

/**
 * Takes the webhook that has events to be sent and whose turn is longest ago: of two who ask, one gets it, and sends in
 * order. Nothing is locked while it is sent. The lock is one that lets changes of users leave word.
 */
export async function leaseWebhook(ctx: Context): Promise<Leased | undefined> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<Row>`
    with due as materialized (
      select webhook_id from webhook w
      where institution_id = ${institutionId} and is_active and coalesce(next_attempt_at <= ${ctx.now()}, true)
        and coalesce(leased_until <= ${ctx.now()}, true) and exists (
          select from webhook_event e where ${isDue(ctx, sql`w.webhook_id`)})
      order by leased_until nulls first, webhook_id limit 1 for no key update skip locked)
    update webhook w set leased_until = ${ctx.now()}::timestamptz + make_interval(secs => ${leaseSeconds})
    from due where w.institution_id = ${institutionId} and w.webhook_id = due.webhook_id
    returning w.webhook_id, w.address, w.sealed_secret, w.format, w.actions, w.user_groups, w.failures, w.silent_since`.execute(
    ctx.db,
  )
  const row = rows[0]
  return (
    row && {
      webhookId: row.webhook_id,
      address: row.address,
      secret: openSecret(ctx, row.webhook_id, row.sealed_secret),
      format: row.format,
      actions: row.actions,
      userGroups: row.user_groups,
      failures: row.failures,
      silentSince: row.silent_since,
    }
  )
}

/**
 * SQL: conditions on events `e` of a webhook that can be sent now. One that was refused waits by itself, and what happened
 * to the same person behind it waits for it.
 */
export const isDue = (ctx: Context, webhookId: RawBuilder<unknown>) => sql`
  e.institution_id = ${ctx.institution.institutionId} and e.webhook_id = ${webhookId} and e.status = 'WAITING'
    and coalesce(e.next_attempt_at <= ${ctx.now()}, true)
    and not exists (select from webhook_event r
      where r.institution_id = e.institution_id and r.webhook_id = e.webhook_id and r.status = 'WAITING'
        and r.next_attempt_at is not null and r.user_id = e.user_id and r.event_id < e.event_id)`

/** Lets others have the turn. */
export async function release(ctx: Context, webhookId: number): Promise<void> {
  await sql`update webhook set leased_until = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and webhook_id = ${webhookId}`.execute(ctx.db)
}
