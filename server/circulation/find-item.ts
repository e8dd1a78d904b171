import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'

export type ItemRow = {
  item_id: number
  barcode: string
  title: string
  author: string | null
  call_number: string | null
  description: string | null
  mms_id: string | null
  holding_id: string | null
  location: string | null
  policy: string | null
  library: string
  status: string
  is_lent: boolean
}

/** An item as it stands, if there is one with this id. */
export async function findItem(ctx: Context, itemId: number): Promise<ItemRow | undefined> {
  requirePermission(ctx, 'circulation.view')
  const { rows } = await sql<ItemRow>`
    select i.item_id, i.barcode, i.title, i.author, i.call_number, i.description, i.mms_id, i.holding_id, i.location,
      i.policy, i.library, i.status, exists (select from loan l
        where l.institution_id = i.institution_id and l.item_id = i.item_id and l.returned_at is null) as is_lent
    from item i where i.institution_id = ${ctx.institution.institutionId} and i.item_id = ${itemId}`.execute(
    ctx.db,
  )
  return rows[0]
}
