import { sql } from 'kysely'
import type { AlmaExtras } from '../../alma-user/to-alma-json.ts'
import type { Context } from '../../context.ts'
import { isOwed } from '../../fields/owed-fees.ts'
import { isOpenRequest, sharedWith } from '../../rules/limits.ts'
import type { Call } from '../call.ts'

type Row = { loans: number; requests: number; fees: string }

/**
 * What `expand` asks for: open loans and requests, and what is owed, each with the address of its list. Numbers are texts
 * (facts: alma-api §1.1, 4), and the sum has a point.
 */
export async function countersOf(
  ctx: Context,
  call: Call,
  { userId, primaryId }: { userId: number; primaryId: string },
): Promise<AlmaExtras> {
  const wanted = (['loans', 'requests', 'fees'] as const).filter(one =>
    call.query.list('expand').some(name => name.toLowerCase() === one),
  )
  if (wanted.length === 0) return {}
  const counts = await readCounts(ctx, userId)
  const linkOf = (name: string) => call.linkTo(`/users/${encodeURIComponent(primaryId)}/${name}`)
  return Object.fromEntries(wanted.map(name => [name, { value: String(counts[name]), link: linkOf(name) }]))
}

async function readCounts(ctx: Context, userId: number): Promise<Row> {
  const { rows } = await sql<Row>`
    select (select count(*) from loan f where ${sharedWith} and f.returned_at is null) as loans,
      (select count(*) from request f where ${sharedWith} and ${isOpenRequest}) as requests,
      (select trim_scale(coalesce(sum(f.balance), 0))::text from fee f where f.institution_id = u.institution_id
        and f.user_id = u.user_id and ${isOwed(ctx.institution)}) as fees
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  const { loans, requests, fees } = rows[0]!
  return { loans, requests, fees: fees.includes('.') ? fees : `${fees}.0` }
}
