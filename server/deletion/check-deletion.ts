import { sql } from 'kysely'
import type { DeletionCheck, DeletionReason } from '../../contract/deletion.ts'
import type { Filter } from '../../contract/filter.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { scopeFor } from '../filters/scope.ts'
import {
  inCirculation,
  isTrue,
  lastAdministrator,
  protectedAccount,
  type Reason,
  reasonsKeeping,
  restrictedFor,
} from '../retention/reasons.ts'
import { usualRestoreDays } from '../vault/keys.ts'

const everybody: Filter = { and: [] }

/** Roles and a time that is not over keep nobody: a deletion, unlike a purge, is about one person whom somebody chose. */
const reasonsFor = (ctx: Context): readonly Reason<DeletionReason>[] => [
  protectedAccount,
  ...restrictedFor(ctx),
  lastAdministrator,
  ['balance_due', { not: { field: 'balance', op: 'eq', value: 0 } }],
  ...inCirculation,
  ['orders', isTrue('has_orders')],
  ['locked_bibs', isTrue('has_locked_bibs')],
  ['import_profiles', isTrue('has_import_profiles')],
  ['metadata_editor', isTrue('in_metadata_editor')],
  ['purchase_requests', isTrue('has_purchase_requests')],
  ['locked_by_job', isTrue('locked_by_job')],
  ['research', isTrue('has_research')],
]

/** What keeps the user from being deleted (features L1, L2). */
export async function checkDeletion(ctx: Context, userId: number): Promise<DeletionCheck> {
  const { reasons, balance, waivable } = await judgeDeletion(ctx, userId)
  const isOnlyFees = waivable && reasons.length > 0 && reasons.every(reason => reason === 'balance_due')
  return { reasons, balance, isOnlyFees, restoreDays: usualRestoreDays }
}

type Judgement = Pick<DeletionCheck, 'reasons' | 'balance'> & {
  /** No fee is left that another library owns: those are not for whoever asks to waive. */
  waivable: boolean
}

/** The same for the deletion itself; `balance` is what whoever asks sees of it. */
export async function judgeDeletion(ctx: Context, userId: number): Promise<Judgement> {
  requirePermission(ctx, 'users.delete')
  const { institutionId } = ctx.institution
  const ownUserId = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  const isSeen = seenOwner(sql.ref('f.owner'), librariesSeen(ctx))
  const owed = sql`from fee f
    where f.institution_id = u.institution_id and f.user_id = u.user_id and ${isOwed(ctx.institution)}`
  const { rows } = await sql<Judgement>`
    select ${reasonsKeeping(reasonsFor(ctx), await scopeFor(ctx, everybody, [userId]), ownUserId)} as reasons,
      (select coalesce(sum(f.balance), 0)::numeric(14, 2)::text ${owed} and ${isSeen}) as balance,
      not exists (select ${owed} and f.balance <> 0 and not ${isSeen}) as waivable
    from user_account u where u.institution_id = ${institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw appError('not_found', { entity: 'user', id: userId })
  return found
}
