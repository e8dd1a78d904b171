import type { Overridable, Refusal } from '../../contract/circulation.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** A reason, before it is known who asks; `elementId` is the place of a block in the record. */
export type Obstacle = Omit<Refusal, 'key' | 'mayOverride'> & { elementId?: string | undefined }

const permissionFor: Record<Exclude<Overridable, 'NONE'>, Permission> = {
  ALL: 'circulation.work',
  OPERATOR: 'circulation.override',
  CIRCDESC: 'circulation.override_all',
}

/** The refusal that whoever asks gets for an obstacle. */
export function refusalOf(ctx: Context, { elementId, ...obstacle }: Obstacle): Refusal {
  const { kind, limit, overridable, proxyId } = obstacle
  const key = [proxyId === undefined ? [] : 'proxy', kind, limit ?? [], elementId ?? []].flat().join(':')
  const mayOverride = overridable !== 'NONE' && ctx.actor.permissions.has(permissionFor[overridable])
  return { ...obstacle, key, mayOverride }
}

/**
 * Throws `circulation_refused` with every reason, unless each is among those that the person at the desk has seen and may
 * override: what came up in the meantime is shown first.
 */
export function refuse(refusals: readonly Refusal[], overrides: readonly string[] = []): void {
  const isSettled = refusals.every(({ key, mayOverride }) => mayOverride && overrides.includes(key))
  if (!isSettled) throw appError('circulation_refused', { refusals })
}
