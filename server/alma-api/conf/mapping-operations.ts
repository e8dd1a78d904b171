import type { FieldProblem } from '../../../contract/problem.ts'
import type { Context } from '../../context.ts'
import type { AppError } from '../../errors.ts'
import { readCodeTable, type StoredTable, saveGroupRecordTypes } from '../../settings/code-tables.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import type { AlmaRefusal } from '../refusal.ts'
import { flagOf, rowsIn, storable, textOf } from './body-values.ts'
import { recordTypeTable } from './table-catalogue.ts'
import { refuseTable } from './table-refusals.ts'
import { checkScope } from './table-scope.ts'
import { headTree, mappingTree } from './table-trees.ts'

const path = '/conf/mapping-tables'
const area = 'configuration'

/** Mapping tables: which user groups each record type may have (facts: alma-api §3.5). */
export const mappingOperations: readonly Operation[] = [
  {
    method: 'GET',
    path,
    area,
    run: async () =>
      listAnswer({ root: 'mapping_tables', name: 'mapping_table', total: 1 }, [headTree(recordTypeTable)]),
  },
  { method: 'GET', path: `${path}/:name`, area, run: tell },
  { method: 'PUT', path: `${path}/:name`, area, run: write, refusalOf },
]

/** Contacts have no user groups. */
const recordTypes = ['PUBLIC', 'STAFF']

/** The record types of a group; one that says nothing is for all. */
function typesOf({ details }: StoredTable['rows'][number]): string[] {
  const given = details['record_types']
  return Array.isArray(given) ? recordTypes.filter(type => given.includes(type)) : recordTypes
}

function checkName({ params }: Call): void {
  const name = params['name'] ?? ''
  if (name !== recordTypeTable.name) throw refuseTable('90101', { name })
}

async function tell(ctx: Context, call: Call): Promise<Answer> {
  checkName(call)
  await checkScope(ctx, call)
  const { rows, changed } = await readCodeTable(ctx, 'UserGroups')
  const pairs = rows.flatMap(row => typesOf(row).map(type => [type, row.code]))
  const columns = ['User record type', 'User group']
  const head = { head: recordTypeTable, columns, ...(changed ? { changed } : {}) }
  return { root: 'mapping_table', tree: mappingTree(ctx, head, pairs) }
}

/** Groups that are told as they were stay as they were. */
async function write(ctx: Context, call: Call): Promise<Answer> {
  checkName(call)
  await checkScope(ctx, call, { forWriting: true })
  const body = call.readBody('mapping_table')
  const given = rowsIn(body)
  if (given.length === 0) throw refuseTable('90125', { reason: 'there are no rows.' })
  const pairs = given
    .filter(row => flagOf(row['enabled']) !== false)
    .map(row => ({
      type: storable(textOf(row['column0']) ?? ''),
      group: storable(textOf(row['column1']) ?? ''),
    }))
  const odd = pairs.find(({ type }) => !recordTypes.includes(type))
  if (odd) throw refuseTable('90126', { value: odd.type })
  const { rows } = await readCodeTable(ctx, 'UserGroups')
  const wanted = new Map<string, string[]>(rows.map(row => [row.code, []]))
  for (const { type, group } of pairs) wanted.set(group, [...(wanted.get(group) ?? []), type])
  const told = new Map(rows.map(row => [row.code, typesOf(row)]))
  const changed = [...wanted].map(
    ([group, types]) => [group, recordTypes.filter(type => types.includes(type))] as const,
  )
  await saveGroupRecordTypes(
    ctx,
    new Map(changed.filter(([group, types]) => told.get(group)?.join() !== types.join())),
  )
  return tell(ctx, call)
}

function refusalOf(error: AppError): AlmaRefusal | undefined {
  if (error.code !== 'invalid_values') return undefined
  const problems = error.details['problems'] as FieldProblem[]
  return refuseTable('90126', { value: problems.map(one => one.limit).join(', ') })
}
