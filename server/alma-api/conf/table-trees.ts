import { type AlmaTree, type AlmaValue, coded } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { StoredTable, TableRow } from '../../settings/code-tables.ts'

const subSystem = coded('USER_MANAGEMENT', 'User Management')

export type TableHead = { name: string; description: string }

/** A table as it stands in the list. */
export const headTree = ({ name, description }: TableHead): AlmaTree => ({
  name,
  description,
  sub_system: subSystem,
  patron_facing: false,
})

type Told = { head: TableHead; changed?: StoredTable['changed'] }

/** What tables have around their rows. */
function around(
  { institution }: Context,
  { head, changed }: Told,
  rest: Record<string, AlmaValue>,
): AlmaTree {
  return {
    ...headTree(head),
    ...changedTree(changed),
    ...rest,
    scope: { institution_id: coded(institution.code, institution.name), library_id: coded('', '') },
  }
}

const changedTree = (changed: StoredTable['changed']): AlmaTree => ({
  updated_by: changed?.by ?? 'System',
  ...(changed ? { update_date: `${changed.at.toISOString().slice(0, 10)}Z` } : {}),
})

/** A code table with its rows. */
export function codeTableTree(
  ctx: Context,
  told: Told & { language: string },
  rows: readonly TableRow[],
): AlmaTree {
  const { language, changed } = told
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language
  return {
    ...around(ctx, told, { language: coded(language, name) }),
    row: rows.map(row => ({
      code: row.code,
      description: row.label,
      default: row.isDefault,
      enabled: row.isEnabled,
      ...changedTree(changed),
    })),
  }
}

/** A mapping table with its rows. */
export function mappingTree(
  ctx: Context,
  told: Told & { columns: readonly string[] },
  rows: readonly (readonly string[])[],
): AlmaTree {
  return {
    ...around(ctx, told, {}),
    header: told.columns.map((name, number) => ({
      number: `column${number}`,
      name,
      description: name,
      type: 'CodeTable',
    })),
    row: rows.map(values => ({
      ...Object.fromEntries(values.map((value, number) => [`column${number}`, value])),
      enabled: true,
      managed_in_network: false,
      ...changedTree(told.changed),
    })),
  }
}
