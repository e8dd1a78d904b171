import { type RawBuilder, sql } from 'kysely'
import type { BodyOf } from '../../contract/endpoint.ts'
import type {
  createSavedSearch as Create,
  editSavedSearch as Edit,
  SavedSearch,
} from '../../contract/saved-searches.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { filterOf } from './selection.ts'

type Row = {
  search_id: number
  name: string
  is_shared: boolean
  is_own: boolean
  is_abandoned: boolean
  created_by: string | null
  search: SavedSearch['search']
  columns: string[]
}

/** More than anybody reads through. */
const mostSearches = 500

/** One's own searches and those that are shared with everybody, by name. */
export async function listSavedSearches(ctx: Context): Promise<SavedSearch[]> {
  requirePermission(ctx, 'users.view')
  return readSearches(ctx, sql`true`)
}

type Content = BodyOf<typeof Create>

/** Keeps what the list was asked for, and its columns. `name_taken` if one's own searches have the name already. */
export async function createSavedSearch(ctx: Context, input: Content): Promise<SavedSearch> {
  requirePermission(ctx, 'users.view')
  check(ctx, input)
  const { rows } = await sql<{ search_id: number }>`
    insert into saved_search (institution_id, user_id, name, is_shared, search, columns, created_by, created_at, updated_at)
    values (${ctx.institution.institutionId}, ${ownerOf(ctx)}, ${input.name.trim()}, ${input.isShared},
      ${JSON.stringify(input.search)}::jsonb, ${JSON.stringify(input.columns)}::jsonb, ${ctx.actor.name},
      ${ctx.now()}, ${ctx.now()})
    returning search_id`.execute(ctx.db)
  return readSearch(ctx, rows[0]!.search_id)
}

/** Changes what is given of a search that one may edit. */
export async function editSavedSearch(
  ctx: Context,
  { searchId, ...change }: BodyOf<typeof Edit> & { searchId: number },
): Promise<SavedSearch> {
  requirePermission(ctx, 'users.view')
  check(ctx, change)
  await requireEditable(ctx, searchId)
  const assignments = [
    ...(change.name === undefined ? [] : [sql`name = ${change.name.trim()}`]),
    ...(change.isShared === undefined ? [] : [sql`is_shared = ${change.isShared}`]),
    ...(change.search === undefined ? [] : [sql`search = ${JSON.stringify(change.search)}::jsonb`]),
    ...(change.columns === undefined ? [] : [sql`columns = ${JSON.stringify(change.columns)}::jsonb`]),
    sql`updated_at = ${ctx.now()}`,
  ]
  await sql`update saved_search set ${sql.join(assignments)} where ${named(ctx, searchId)}`.execute(ctx.db)
  return readSearch(ctx, searchId)
}

export async function deleteSavedSearch(ctx: Context, searchId: number): Promise<void> {
  requirePermission(ctx, 'users.view')
  await requireEditable(ctx, searchId)
  await sql`delete from saved_search where ${named(ctx, searchId)}`.execute(ctx.db)
}

/** What everybody sees is for those who keep order among sets, too. A filter that cannot be read is not kept. */
function check(ctx: Context, { name, isShared, search }: Partial<Content>): void {
  if (isShared) requirePermission(ctx, 'sets.manage')
  if (name !== undefined && name.trim() === '')
    throw appError('invalid_input', { problems: [{ field: 'name', rule: 'required' }] })
  if (search) filterOf(search)
}

async function requireEditable(ctx: Context, searchId: number): Promise<void> {
  const { canEdit } = await readSearch(ctx, searchId)
  if (!canEdit) throw appError('forbidden', { entity: 'saved_search', id: searchId })
}

async function readSearch(ctx: Context, searchId: number): Promise<SavedSearch> {
  const [search] = await readSearches(ctx, named(ctx, searchId))
  if (!search) throw appError('not_found', { entity: 'saved_search', id: searchId })
  return search
}

async function readSearches(ctx: Context, where: RawBuilder<unknown>): Promise<SavedSearch[]> {
  const isOwn = sql`coalesce(user_id = ${ownerOf(ctx)}, false)`
  const { rows } = await sql<Row>`
    select search_id, name, is_shared, search, columns, created_by, ${isOwn} as is_own, user_id is null as is_abandoned
    from saved_search
    where institution_id = ${ctx.institution.institutionId} and (is_shared or ${isOwn}) and ${where}
    order by lower(name), search_id limit ${mostSearches}`.execute(ctx.db)
  return rows.map(row => ({
    searchId: row.search_id,
    name: row.name,
    isShared: row.is_shared,
    isOwn: row.is_own,
    canEdit: row.is_own || (row.is_abandoned && ctx.actor.permissions.has('sets.manage')),
    search: row.search,
    columns: row.columns,
    ...(row.created_by === null ? {} : { createdBy: row.created_by }),
  }))
}

const ownerOf = ({ actor }: Context): number | null => (actor.kind === 'staff' ? actor.userId : null)

const named = ({ institution }: Context, searchId: number) =>
  sql`institution_id = ${institution.institutionId} and search_id = ${searchId}`
