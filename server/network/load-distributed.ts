import type { RecordType } from '../../contract/configuration.ts'
import type { SisProfile } from '../../contract/sis.ts'
import type { Context, Institution } from '../context.ts'
import { appError } from '../errors.ts'
import { findInstitution } from '../institutions/read-institution.ts'
import { readFeedFiles } from '../sis/feed/read-feed.ts'
import { planFeed } from '../sis/plan-feed.ts'
import { synchronise } from '../sis/synchronise.ts'
import type { NewTask } from '../tasks/create-task.ts'
import type { TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { type Distributed, distributedUsers } from './distributed-users.ts'

type Parameters = { profile: SisProfile; zone: string; distributed: Distributed }

/** What the network zone distributes comes to a member as a feed comes, and by the same rules; it can be undone there. */
export const loadDistributed: TaskDefinition = {
  ...synchronise,
  kind: 'network',
  source: 'network',
  isConfirmedByItself: () => true,
  plan,
}

/** The task of a member that loads what `zone` sends. */
export function loadingTask(
  zone: Institution,
  { onlyExisting, ...distributed }: Distributed & { onlyExisting: boolean },
): NewTask {
  const profile = profileOf(zone, distributed.recordType, onlyExisting)
  return {
    name: `Users distributed by ${zone.name}`.slice(0, 255),
    parameters: { profile, zone: zone.code, distributed } satisfies Parameters,
  }
}

function profileOf({ code, name }: Institution, recordType: RecordType, onlyExisting: boolean): SisProfile {
  return {
    code,
    name,
    recordType,
    action: 'synchronize',
    matchIdType: 'PRIMARY',
    addUnmatched: !onlyExisting,
    onBrokenRecord: 'keep_good',
    emptySticky: 'clear',
    confirmation: 'automatic',
  }
}

/** Throws `no_members` when the institution has left the network zone meanwhile. */
async function plan(ctx: Context, task: TaskRow): Promise<void> {
  const { zone: code, distributed } = task.parameters as unknown as Parameters
  const zone = ctx.institution.settings.networkZone === code ? await findInstitution(ctx.db, code) : undefined
  if (!zone) throw appError('no_members')
  const users = distributedUsers({ ...ctx, institution: zone }, distributed)
  const file = { name: 'network.xml', parts: () => users }
  await planFeed(ctx, task, options => readFeedFiles([file], 'network.xml', options))
}
