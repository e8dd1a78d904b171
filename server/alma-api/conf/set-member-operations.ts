import type { Context } from '../../context.ts'
import { changeMembers, type MemberChange, type Unfit } from '../../sets/change-members.ts'
import { listMembers } from '../../sets/list-members.ts'
import { readSet } from '../../sets/read-set.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import { refuseSet } from './conf-refusals.ts'
import { readIdType, readMembers } from './set-body.ts'
import { refusalOfSet, setIdOf, tellSet } from './set-operations.ts'

const area = 'configuration'

/** Who is in a set: telling and changing it (facts: alma-api §3.1). */
export const setMemberOperations: readonly Operation[] = [
  { method: 'POST', path: '/conf/sets/:set_id', area, run: change, refusalOf: refusalOfSet },
  { method: 'GET', path: '/conf/sets/:set_id/members', area, run: list, refusalOf: refusalOfSet },
]

const actions: Readonly<Record<string, MemberChange['action']>> = {
  add_members: 'add',
  delete_members: 'delete',
  replace_members: 'replace',
}

async function change(ctx: Context, call: Call): Promise<Answer> {
  const setId = setIdOf(call)
  const op = call.query.text('op') ?? ''
  const action = Object.hasOwn(actions, op) ? actions[op] : undefined
  if (!action) throw refuseSet('60111', { op })
  if ((await readSet(ctx, setId)).kind === 'logical') throw refuseSet('60112')
  const ids = readMembers(call.readBody('set'))
  if (ids.length === 0) throw refuseSet('60113')
  const idType = await readIdType(ctx, call)
  const skipsUnfit = !call.query.flag('fail_on_invalid_id', true)
  const unfit = await changeMembers(ctx, { setId, action, ids, idType, skipsUnfit })
  if (!skipsUnfit) refuseUnfit(unfit, idType)
  return tellSet(ctx, call, setId)
}

function refuseUnfit({ unknown, alreadyIn, notIn }: Unfit, type: string): void {
  const ids = unknown.join(', ')
  if (ids !== '') throw type === 'PRIMARY' ? refuseSet('60116', { ids }) : refuseSet('60120', { ids, type })
  if (alreadyIn.length > 0) throw refuseSet('60115', { ids: alreadyIn.join(', ') })
  if (notIn.length > 0) throw refuseSet('60117', { ids: notIn.join(', ') })
}

async function list(ctx: Context, call: Call): Promise<Answer> {
  const { members, total } = await listMembers(ctx, { setId: setIdOf(call), ...call.query.page() })
  const trees = members.map(({ primaryId, fullName }) => ({
    id: primaryId,
    description: fullName,
    link: call.linkTo(`/users/${encodeURIComponent(primaryId)}`),
  }))
  return listAnswer({ root: 'members', name: 'member', total }, trees)
}
