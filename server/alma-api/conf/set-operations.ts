import type { FieldProblem } from '../../../contract/problem.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { AppError } from '../../errors.ts'
import { createSetOf } from '../../sets/change-members.ts'
import { combineSets } from '../../sets/combine-sets.ts'
import { createSet } from '../../sets/create-set.ts'
import { deleteSet } from '../../sets/delete-set.ts'
import { editSet } from '../../sets/edit-set.ts'
import { findSets } from '../../sets/find-sets.ts'
import { readSet } from '../../sets/read-set.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import type { AlmaRefusal } from '../refusal.ts'
import { textOf } from './body-values.ts'
import { refuseSet } from './conf-refusals.ts'
import { readFilter, readMembers, readNames } from './set-body.ts'
import { apiUser, setTree } from './set-tree.ts'

const path = '/conf/sets'
const area = 'configuration'

/** Sets of users: finding, making, changing and deleting them (facts: alma-api §3.1). */
export const setOperations: readonly Operation[] = [
  { method: 'GET', path, area, run: listSets },
  { method: 'POST', path, area, run: makeSet, refusalOf: refusalOfMaking },
  {
    method: 'GET',
    path: `${path}/:set_id`,
    area,
    run: (ctx, call) => tellSet(ctx, call, setIdOf(call)),
    refusalOf: refusalOfSet,
  },
  { method: 'PUT', path: `${path}/:set_id`, area, run: changeSet, refusalOf: refusalOfChange },
  {
    method: 'DELETE',
    path: `${path}/:set_id`,
    area,
    run: async (ctx, call) => {
      await deleteSet(ctx, setIdOf(call))
      return 'nothing'
    },
    refusalOf: error => {
      if (error.code === 'set_in_use') return refuseSet('402282')
      return isAnothers(error) ? refuseSet('402264') : refusalOfSet(error)
    },
  },
]

/** The id in the path; what cannot be one is not an id of a set either. */
export const setIdOf = ({ params }: Call): number => readId(params['set_id'])

function readId(text: string | undefined): number {
  if (!/^\d{1,15}$/.test(text ?? '')) throw refuseSet('60107')
  return Number(text)
}

const isAnothers = ({ code, details }: AppError): boolean =>
  code === 'forbidden' && details['entity'] === 'set'

export function refusalOfSet(error: AppError): AlmaRefusal | undefined {
  if (error.code === 'not_found' && error.details['entity'] === 'set') return refuseSet('60107')
  return isAnothers(error) ? refuseSet('402261') : undefined
}

function refusalOfChange(error: AppError, call: Call): AlmaRefusal | undefined {
  if (error.code === 'name_taken')
    return refuseSet('402263', { name: textOf(call.readBody('set')['name']) ?? '' })
  if (error.code === 'invalid_filter') return refuseSet('402270', { at: String(error.details['path']) })
  return refusalOfSet(error)
}

function refusalOfMaking(error: AppError, call: Call): AlmaRefusal | undefined {
  const problems = (error.details['problems'] ?? []) as FieldProblem[]
  if (error.code === 'invalid_values')
    return refuseSet('60116', { ids: problems.map(one => one.limit).join(', ') })
  if (error.code === 'invalid_input') return refuseSet('402267', { reason: reasonOf(problems) })
  return refusalOfChange(error, call)
}

const reasonOf = (problems: readonly FieldProblem[]): string =>
  problems
    .map(({ field, rule, limit = '' }) => `${field} ${rule.replaceAll('_', ' ')} ${limit}`.trim())
    .join(', ')

/** The set as it is now, counted. */
export async function tellSet(ctx: Context, call: Call, setId: number): Promise<Answer> {
  const { memberCount } = await readSet(ctx, setId)
  const { sets } = await findSets(ctx, { setId, limit: 1, offset: 0 })
  const counted = memberCount === undefined ? {} : { memberCount }
  return { root: 'set', tree: setTree({ ...sets[0]!, ...counted }, call) }
}

async function listSets(ctx: Context, call: Call): Promise<Answer> {
  const { query } = call
  const kind = kindOf(query.text('set_type'))
  const content = query.text('content_type') ?? 'USER'
  if (!/^\w{1,50}$/.test(content)) throw refuseSet('40166410', { name: 'content_type', value: content })
  const origin = query.text('set_origin') ?? 'UI'
  if (!['UI', 'UI_CZ'].includes(origin)) throw refuseSet('40166410', { name: 'set_origin', value: origin })
  const searched = searchOf(query.text('q'))
  const page = query.page()
  // Other contents and another zone are nothing wrong; there are no sets of them.
  const isElsewhere = content !== 'USER' || origin !== 'UI'
  const found = isElsewhere
    ? { sets: [], total: 0 }
    : await findSets(ctx, { ...(kind ? { kind } : {}), ...searched, nameOfPrograms: apiUser, ...page })
  const trees = found.sets.map(set => setTree(set, call))
  return listAnswer({ root: 'sets', name: 'set', total: found.total }, trees)
}

function kindOf(type: string | undefined): 'itemised' | 'logical' | undefined {
  if (type === undefined) return undefined
  if (type !== 'ITEMIZED' && type !== 'LOGICAL')
    throw refuseSet('40166410', { name: 'set_type', value: type })
  return type === 'LOGICAL' ? 'logical' : 'itemised'
}

/** `name~text` and `created_by~text`, joined by AND; an underscore stands for a space. */
function searchOf(query: string | undefined): { names: string[]; makers: string[] } {
  const conditions = (query?.split(/(?:\s|_)+AND(?:\s|_)+/) ?? []).map(one => {
    const condition = /^\s*(name|created_by)\s*~\s*(\S.*)$/s.exec(one)
    if (!condition) throw refuseSet('60106', { query: query ?? '' })
    return { field: condition[1], text: condition[2]!.trim() }
  })
  const textsOf = (field: string) => conditions.filter(one => one.field === field).map(one => one.text)
  return { names: textsOf('name'), makers: textsOf('created_by') }
}

async function makeSet(ctx: Context, call: Call): Promise<Answer> {
  const tree = call.readBody('set')
  refuseElsewhere(call)
  const names = readNames(tree)
  const content = textOf(tree['content']) || 'USER'
  if (content !== 'USER') throw refuseSet('402265', { value: content })
  return tellSet(ctx, call, await make(ctx, { call, tree, names }))
}

type Making = { call: Call; tree: AlmaTree; names: ReturnType<typeof readNames> }

async function make(ctx: Context, { call, tree, names }: Making): Promise<number> {
  const { query } = call
  if (query.text('combine') ?? query.text('set1') ?? query.text('set2')) return combine(ctx, call, names)
  const origin = query.text('from_logical_set')
  if (origin !== undefined) {
    const filter = { set: readId(origin) }
    return (await createSet(ctx, { ...names, kind: 'itemised', filter })).setId
  }
  const type = textOf(tree['type']) ?? ''
  if (type === 'ITEMIZED') return createSetOf(ctx, names, { ids: readMembers(tree), idType: 'PRIMARY' })
  if (type !== 'LOGICAL') throw refuseSet('402262', { value: type })
  const filter = readFilter(tree)
  if (!filter) throw refuseSet('402266')
  return (await createSet(ctx, { ...names, kind: 'logical', filter })).setId
}

async function combine(ctx: Context, { query }: Call, names: Making['names']): Promise<number> {
  const operator = query.text('combine') ?? 'AND'
  const operation = (['and', 'or', 'not'] as const).find(one => one.toUpperCase() === operator)
  if (!operation) throw refuseSet('60204', { operator })
  const [first, second] = [query.text('set1'), query.text('set2')]
  if (!first || !second) throw refuseSet('60206')
  const pair = { firstSetId: readId(first), secondSetId: readId(second) }
  return (await combineSets(ctx, { ...names, ...pair, operation })).setId
}

/** Ways to make sets of what Carrel has not. */
function refuseElsewhere({ query }: Call): void {
  if (query.text('population') ?? query.text('job_instance_id')) throw refuseSet('60311')
  if (query.text('nz_set_from_iz_set')) throw refuseSet('60334')
  if (query.text('filter_set') ?? query.text('indication_rule')) throw refuseSet('60335')
}

/** What the body says replaces what there is; a query that is not there stays. */
async function changeSet(ctx: Context, call: Call): Promise<Answer> {
  const setId = setIdOf(call)
  const { kind } = await readSet(ctx, setId)
  const tree = call.readBody('set')
  const names = readNames(tree)
  const filter = readFilter(tree)
  if (filter && kind === 'itemised') throw refuseSet('40166408')
  await editSet(ctx, { setId, ...names, ...(filter ? { filter } : {}) })
  return tellSet(ctx, call, setId)
}
