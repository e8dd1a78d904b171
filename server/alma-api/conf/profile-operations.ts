import { requirePermission } from '../../access/require-permission.ts'
import type { Context } from '../../context.ts'
import { listSisProfiles } from '../../sis/profiles.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import { profileNumber } from './jobs.ts'
import { refuseOrganisation } from './organisation-refusals.ts'
import { profileTree } from './organisation-trees.ts'

const path = '/conf/integration-profiles'
const area = 'configuration'

/** Profiles of student systems; programs read them, people set them up (facts: alma-api §3.6). */
export const profileOperations: readonly Operation[] = [
  { method: 'GET', path, area, run: listProfiles },
  { method: 'GET', path: `${path}/:profile_id`, area, run: tellProfile },
  { method: 'POST', path, area, run: async () => refuseChange() },
  ...(['PUT', 'DELETE'] as const).map(
    (method): Operation => ({
      method,
      path: `${path}/:profile_id`,
      area,
      run: async (ctx, call) => {
        await tellProfile(ctx, call)
        return refuseChange()
      },
    }),
  ),
]

function refuseChange(): never {
  throw refuseOrganisation('402119', { reason: 'Integration profiles are not changed through the API.' })
}

async function listProfiles(ctx: Context, call: Call): Promise<Answer> {
  requirePermission(ctx, 'configuration.view')
  const { limit, offset } = call.query.page()
  const type = call.query.text('type') ?? 'USER'
  const profiles = type === 'USER' ? await listSisProfiles(ctx) : []
  const trees = profiles.slice(offset, offset + limit).map(profile => profileTree(profile, call))
  return listAnswer(
    { root: 'integration_profiles', name: 'integration_profile', total: profiles.length },
    trees,
  )
}

async function tellProfile(ctx: Context, call: Call): Promise<Answer> {
  requirePermission(ctx, 'configuration.view')
  const id = call.params['profile_id'] ?? ''
  const profile = (await listSisProfiles(ctx)).find(one => profileNumber(one.code) === id)
  if (!profile) throw refuseOrganisation('60304', { id })
  return { root: 'integration_profile', tree: profileTree(profile, call) }
}
