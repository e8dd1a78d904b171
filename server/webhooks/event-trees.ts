import type { AlmaTree } from '../alma-user/alma-tree.ts'
import type { Context } from '../context.ts'

/** A user as the API tells it, and the group that somebody is in now. */
export type UserTree = { tree: AlmaTree; userGroup: string | null }

/**
 * What messages are made of: the same objects as the answers of the API, which stands above webhooks and is therefore
 * handed in. Whoever or whatever is gone is missing.
 */
export type EventTrees = {
  users: (ctx: Context, userIds: readonly number[]) => Promise<Map<number, UserTree>>
  /** Told of somebody who is gone; only what `remains` of them. */
  remains: (ctx: Context, remains: Readonly<Record<string, string | null>>) => Promise<AlmaTree>
  jobInstance: (ctx: Context, taskId: number) => Promise<AlmaTree | undefined>
}
