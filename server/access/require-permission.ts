import type { Permission } from '../../contract/permissions.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** Throws `forbidden` unless the actor may. First line of every verb that changes or reveals something. */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (!ctx.actor.permissions.has(permission)) throw appError('forbidden', { permission })
}
