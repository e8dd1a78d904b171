import type { Context } from '../../context.ts'
import { readCodeIndex } from '../../institutions/code-tables.ts'
import type { Call } from '../call.ts'
import { refuseTable } from './table-refusals.ts'

/** The tables of a library are those of its institution, where alone they are written. */
export async function checkScope(
  ctx: Context,
  { query }: Call,
  { forWriting = false }: { forWriting?: boolean } = {},
): Promise<void> {
  const scope = query.text('scope')
  if (scope === undefined || scope === ctx.institution.code) return
  const isLibrary = !forWriting && (await readCodeIndex(ctx)).get('Libraries')?.has(scope)
  if (!isLibrary) throw refuseTable('90121', { scope })
}
