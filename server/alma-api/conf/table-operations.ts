import type { FieldProblem } from '../../../contract/problem.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { AppError } from '../../errors.ts'
import { fixedTables, readCodeTable, saveCodeTable, type TableRow } from '../../settings/code-tables.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import type { AlmaRefusal } from '../refusal.ts'
import { flagOf, rowsIn, storable, textOf } from './body-values.ts'
import { type KnownTable, tables } from './table-catalogue.ts'
import { refuseTable } from './table-refusals.ts'
import { checkScope } from './table-scope.ts'
import { codeTableTree, headTree } from './table-trees.ts'

const path = '/conf/code-tables'
const area = 'configuration'

/** Code tables: their names, reading and writing them (facts: alma-api §3.5). */
export const tableOperations: readonly Operation[] = [
  { method: 'GET', path, area, run: listTables },
  { method: 'GET', path: `${path}/:name`, area, run: tellTable },
  { method: 'PUT', path: `${path}/:name`, area, run: writeTable, refusalOf },
]

/** All of them: there is no page of names in Alma. */
async function listTables(): Promise<Answer> {
  const trees = [...tables].map(([name, { description }]) => headTree({ name, description }))
  return listAnswer({ root: 'code_tables', name: 'code_table', total: trees.length }, trees)
}

function tableOf({ params }: Call): { name: string; table: KnownTable } {
  const name = params['name'] ?? ''
  const table = tables.get(name)
  if (!table) throw refuseTable('90101', { name })
  return { name, table }
}

/** Words are those of the institution, in whatever language they are asked for. */
function languageOf({ query }: Call): string {
  const language = query.text('lang') ?? 'en'
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/.test(language))
    throw refuseTable('40166410', { name: 'lang', value: language })
  return language
}

async function tellTable(ctx: Context, call: Call): Promise<Answer> {
  const { name, table } = tableOf(call)
  const language = languageOf(call)
  await checkScope(ctx, call)
  const { rows, changed } = 'stored' in table ? await readCodeTable(ctx, table.stored) : constant(table.codes)
  const head = { name, description: table.description }
  const tree = codeTableTree(ctx, { head, language, ...(changed ? { changed } : {}) }, rows)
  return { root: 'code_table', tree }
}

const constant = (codes: Readonly<Record<string, string>>): { rows: TableRow[]; changed?: undefined } => ({
  rows: Object.entries(codes).map(([code, label]) => ({ code, label, isEnabled: true, isDefault: false })),
})

async function writeTable(ctx: Context, call: Call): Promise<Answer> {
  const { name, table } = tableOf(call)
  const language = languageOf(call)
  await checkScope(ctx, call, { forWriting: true })
  if (!('stored' in table) || fixedTables.has(table.stored)) throw refuseTable('90123', { name })
  // The words of a table are in one language: those of another would take their place.
  if (language !== 'en') throw refuseTable('40166410', { name: 'lang', value: language })
  const body = call.readBody('code_table')
  const given = rowsIn(body)
  if (given.length === 0) throw refuseTable('90100', { reason: 'there are no rows.' })
  const stated = textOf(body['name'])
  if (stated && stated !== name) throw refuseTable('90100', { reason: `it is the table ${stated}.` })
  await saveCodeTable(ctx, { table: table.stored, rows: given.map(rowOf) })
  return tellTable(ctx, call)
}

const rowOf = (tree: AlmaTree): TableRow => ({
  code: storable(textOf(tree['code']) ?? ''),
  label: storable(textOf(tree['description']) ?? ''),
  isEnabled: flagOf(tree['enabled']) ?? true,
  isDefault: flagOf(tree['default']) ?? false,
})

function refusalOf(error: AppError): AlmaRefusal | undefined {
  if (error.code !== 'invalid_values') return undefined
  const problems = error.details['problems'] as FieldProblem[]
  if (problems.some(one => one.rule === 'several_defaults')) return refuseTable('90122')
  const reason = problems.map(({ field, rule }) => `${field} ${rule.replaceAll('_', ' ')}`).join(', ')
  return refuseTable('90100', { reason })
}
