import { sql } from 'kysely'
import type { LinkKind, UserLink } from '../../contract/links.ts'
import { requirePermission } from '../access/require-permission.ts'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readLinks } from './read-links.ts'

export type LinksInput = {
  userId: number
  source: string
  links: { kind: LinkKind; label?: string; status?: string }[]
}

/**
 * Makes the links of one source to the user those that are given (features L2). A link that stays keeps its row, so
 * that a system may send the same list every night.
 */
export async function replaceLinks(ctx: Context, input: LinksInput): Promise<{ items: UserLink[] }> {
  requirePermission(ctx, 'links.manage')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockUsers(inner, [input.userId])
    await readLinks(inner, input.userId)
    await writeLinks(inner, input)
    return readLinks(inner, input.userId)
  })
}

async function writeLinks(ctx: Context, { userId, source, links }: LinksInput): Promise<void> {
  const { institutionId } = ctx.institution
  const own = sql`l.institution_id = ${institutionId} and l.user_id = ${userId} and l.source = ${source}`
  const isSame = sql`(l.kind, l.label, l.status) is not distinct from (w.kind, w.label, w.status)`
  await sql`
    with wanted as (select distinct kind, label, status
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as w(kind text, label text, status text)),
    gone as (delete from user_link l where ${own} and not exists (select from wanted w where ${isSame}))
    insert into user_link (institution_id, user_id, kind, source, label, status, created_at)
    select ${institutionId}, ${userId}, w.kind, ${source}, w.label, w.status, ${ctx.now()}
    from wanted w where not exists (select from user_link l where ${own} and ${isSame})
    order by w.kind, w.label, w.status`.execute(ctx.db)
}
