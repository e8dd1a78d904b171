import { beyond } from '../access/grants.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'

/**
 * Throws `forbidden` if this person may do more than the actor. Nobody decides how such a person gets in: it would be a
 * way to those rights (features M4).
 */
export function refuseMightier(ctx: Context, record: RecordDocument): void {
  const roles = activeRoles(record, dateIn(ctx.institution.timeZone, ctx.now()))
  const permission = beyond(ctx.actor.permissions, roles)
  if (permission) throw appError('forbidden', { permission })
}

/** Role types that hold today. */
function activeRoles(document: RecordDocument, today: string): string[] {
  const roles = Object.entries(document)
    .filter(([path]) => path.startsWith('role/'))
    .map(([, element]) => element as { role_type: string; status: string; expiry_date?: string })
  return roles
    .filter(role => role.status === 'ACTIVE' && (role.expiry_date ?? today) >= today)
    .map(role => role.role_type)
}
