import type { RawBuilder } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { Context } from '../context.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor, seeingAll } from '../filters/scope.ts'

/** What a new user can have got without any change of the record. */
const traces: Filter = {
  or: [
    { field: 'balance', op: 'gt', value: 0 },
    { field: 'balance', op: 'lt', value: 0 },
    { field: 'active_loans', op: 'gt', value: 0 },
    { field: 'open_requests', op: 'gt', value: 0 },
    { field: 'linked_in_other_systems', op: 'eq', value: true },
    { field: 'active_elsewhere', op: 'eq', value: true },
  ],
}

/** Condition on `user_account u`: the user borrows, owes, waits or is linked, and cannot simply vanish again. */
export async function inUse(ctx: Context, among?: readonly number[]): Promise<RawBuilder<boolean>> {
  return compileFilter(traces, seeingAll(await scopeFor(ctx, traces, among)))
}
