import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { fieldNamed, segmentOf, splitPath } from '../fields/catalogue.ts'

/** Throws `forbidden` unless the actor may edit each of these fields and kinds, as far as they take a right of their own. */
export function requireFieldRights(ctx: Context, paths: Iterable<string>): void {
  for (const path of paths) {
    const needed = fieldNamed(path)?.permission ?? segmentOf(splitPath(path).kind)?.permission
    if (needed) requirePermission(ctx, needed)
  }
}
