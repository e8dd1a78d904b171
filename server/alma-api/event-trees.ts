import { coded } from '../alma-user/alma-tree.ts'
import { readForAlma, recentAlmaWords } from '../alma-user/read-alma-user.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import type { EventTrees } from '../webhooks/event-trees.ts'
import { findInstances } from './conf/job-instances.ts'
import { instanceTree } from './conf/job-trees.ts'
import { jobOfTask, readJobs } from './conf/jobs.ts'
import { userTree } from './users/user-answer.ts'

/** What may be said of somebody who is gone, in Alma's order; everything else about them is gone. */
const remaining = ['record_type', 'primary_id', 'user_group', 'account_type'] as const

/** The objects of the API for webhooks; `origin` is where programs reach it, for the addresses in them. */
export const eventTrees = (origin: string): EventTrees => ({
  async users(ctx, userIds) {
    const words = await recentAlmaWords(ctx)
    const records = await readForAlma(ctx, userIds)
    return new Map(
      [...records].map(([userId, record]) => [
        userId,
        {
          tree: userTree(ctx, { userId, ...record }, { words }),
          userGroup: (record.document['user_group'] ?? null) as string | null,
        },
      ]),
    )
  },

  async remains(ctx, remains) {
    const words = await recentAlmaWords(ctx)
    const told = (name: string, value: string | null) => {
      const table = fieldNamed(name)?.codeTable
      return table ? coded(value ?? '', value === null ? '' : words.label(table, value)) : (value ?? '')
    }
    return {
      ...Object.fromEntries(remaining.map(name => [name, told(name, remains[name] ?? null)])),
      status: coded('DELETED', 'Deleted'),
    }
  },

  async jobInstance(ctx, taskId) {
    const { instances } = await findInstances(ctx, { taskId, limit: 1, offset: 0 })
    const [instance] = instances
    if (!instance) return undefined
    const linkTo = (path: string) => `${origin}/almaws/v1${path}`
    return instanceTree(instance, jobOfTask(await readJobs(ctx), instance), { linkTo })
  },
})
