import { sql } from 'kysely'
import type { HoldRequest } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readCodeIndex } from '../institutions/code-tables.ts'
import { lockRequest } from './lock-request.ts'
import { readRequest } from './read-requests.ts'

/** Ends a request for a reason of the institution's list. It is no activity of the patron (seed 002). */
export async function cancelRequest(
  ctx: Context,
  { requestId, reason }: { requestId: number; reason: string },
): Promise<HoldRequest> {
  requirePermission(ctx, 'circulation.work')
  const reasons = (await readCodeIndex(ctx)).get('RequestCancellationReasons')
  if (!reasons?.has(reason))
    throw appError('invalid_values', { problems: [{ field: 'reason', rule: 'unknown_code' }] })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockRequest(inner, requestId)
    await sql`update request set status = 'CANCELLED', cancel_reason = ${reason}, closed_at = ${inner.now()},
        closed_by = ${inner.actor.name}
      where institution_id = ${inner.institution.institutionId} and request_id = ${requestId}`.execute(db)
    return readRequest(inner, requestId)
  })
}
