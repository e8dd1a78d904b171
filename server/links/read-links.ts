import { sql } from 'kysely'
import type { LinkKind, UserLink } from '../../contract/links.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

type Row = { kind: LinkKind; source: string; label: string | null; status: string | null; created_at: Date }

/** All links of one user, by source. */
export async function readLinks(ctx: Context, userId: number): Promise<{ items: UserLink[] }> {
  requirePermission(ctx, 'links.manage')
  const { institutionId } = ctx.institution
  const user = await sql`select from user_account
    where institution_id = ${institutionId} and user_id = ${userId}`.execute(ctx.db)
  if (user.rows.length === 0) throw appError('not_found', { entity: 'user', id: userId })
  const { rows } = await sql<Row>`
    select kind, source, label, status, created_at from user_link
    where institution_id = ${institutionId} and user_id = ${userId}
    order by source, link_id`.execute(ctx.db)
  return { items: rows.map(wireLink) }
}

const wireLink = (row: Row): UserLink => ({
  kind: row.kind,
  source: row.source,
  ...(row.label === null ? {} : { label: row.label }),
  ...(row.status === null ? {} : { status: row.status }),
  createdAt: row.created_at.toISOString(),
})
