import type { QueryOf } from '../../contract/endpoint.ts'
import type { readTermsFor as Read, TermsToday } from '../../contract/registration.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { termsFor } from './terms.ts'

/** What the desk is shown before it saves: the terms of use for such a patron, and what they mean today. */
export async function readTerms(ctx: Context, input: QueryOf<typeof Read>): Promise<TermsToday | undefined> {
  requirePermission(ctx, 'users.register')
  const facts = {
    recordType: input.recordType,
    userGroup: input.userGroup ?? null,
    jobCategory: input.jobCategory ?? null,
    accountType: input.isExternal ? 'EXTERNAL' : 'INTERNAL',
  }
  return termsFor(ctx, facts, dateIn(ctx.institution.timeZone, ctx.now()))
}
