import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import type { ChangeSet } from './change-set.ts'
import { guardingNames } from './guard-names.ts'
import { tableKinds } from './patches.ts'

type Replay = { userIds: number[]; kinds: readonly string[]; hasPrimaryIds: boolean }

/**
 * Brings the segment tables to what the history rows of this change set say: named elements are replaced, null ones
 * deleted. Deletions of all kinds come first, then primary identifiers, then insertions, so that an identifier may
 * move from one element to another, become the primary one or have been it.
 */
export async function replayElements(ctx: Context, changeSet: ChangeSet, what: Replay): Promise<void> {
  const hasNames = what.hasPrimaryIds || what.kinds.includes('identifier')
  if (!hasNames) return replaceElements(ctx, changeSet, what)
  await guardingNames(ctx, { changeSet, userIds: what.userIds }, () => replaceElements(ctx, changeSet, what))
  if (what.kinds.includes('identifier')) await replayIdentifierText(ctx, what.userIds)
}

async function replaceElements(ctx: Context, changeSet: ChangeSet, what: Replay): Promise<void> {
  for (const one of tableKinds(what.kinds))
    await deleteElements(ctx, changeSet, { ...one, userIds: what.userIds })
  if (what.hasPrimaryIds) await replayPrimaryIds(ctx, what.userIds)
  await insertAllElements(ctx, changeSet, what)
}

/** Inserts the elements of all kinds that the history rows name, in one statement: each document is taken apart once. */
export async function insertAllElements(
  ctx: Context,
  changeSet: ChangeSet,
  what: { userIds: number[]; kinds: readonly string[] },
): Promise<void> {
  const inserts = tableKinds(what.kinds).map(one => insertOf(ctx, one))
  if (inserts.length === 0) return
  await sql`with elements as materialized (
      select h.user_id, e.key, e.value from user_history h cross join lateral jsonb_each(h.new) e
      where h.institution_id = ${ctx.institution.institutionId} and h.change_set_id = ${changeSet.changeSetId}
        and h.at = ${changeSet.at} and h.user_id = any (${what.userIds}::bigint[])
        and position('/' in e.key) > 0 and e.value <> 'null'),
    ${sql.join(inserts)} select`.execute(ctx.db)
}

function insertOf(ctx: Context, { kind, table }: { kind: string; table: string }) {
  const columns = segmentOf(kind)!.fields.map(field => field.name)
  const isIdentifier = kind === 'identifier'
  const key = identifierKey(ctx.institution.institutionId, { value: sql`r.value`, isPrimary: false })
  const prefix = `${kind}/`
  return sql`${sql.ref(`of_${kind}`)} as (
    insert into ${sql.table(table)} (institution_id, user_id, element_id,
      ${sql.join(columns.map(name => sql.ref(name)))} ${isIdentifier ? sql`, value_key` : sql``})
    select ${ctx.institution.institutionId}, c.user_id, substr(c.key, ${sql.lit(prefix.length + 1)}),
      ${sql.join(columns.map(name => sql.ref(`r.${name}`)))} ${isIdentifier ? sql`, ${key}` : sql``}
    from elements c cross join lateral jsonb_populate_record(null::${sql.table(table)}, c.value) r
    where starts_with(c.key, ${sql.lit(prefix)}))`
}

type Elements = { kind: string; table: string; userIds: number[] }

function changedElements(ctx: Context, changeSet: ChangeSet, { kind, userIds }: Elements) {
  const prefix = `${kind}/`
  return sql`select h.user_id, substr(e.key, ${sql.lit(prefix.length + 1)}) as element_id, e.value
    from user_history h cross join lateral jsonb_each(h.new) e
    where h.institution_id = ${ctx.institution.institutionId} and h.change_set_id = ${changeSet.changeSetId}
      and h.at = ${changeSet.at} and h.user_id = any (${userIds}::bigint[]) and starts_with(e.key, ${sql.lit(prefix)})`
}

async function deleteElements(ctx: Context, changeSet: ChangeSet, elements: Elements): Promise<void> {
  await sql`delete from ${sql.table(elements.table)} s
    using (${changedElements(ctx, changeSet, elements)}) c
    where s.institution_id = ${ctx.institution.institutionId} and s.user_id = c.user_id
      and s.element_id = c.element_id`.execute(ctx.db)
}

/** The line of identifiers that the search index sees. */
async function replayIdentifierText(ctx: Context, userIds: number[]): Promise<void> {
  await sql`update user_account u set identifier_text = coalesce(i.line, '')
    from unnest(${userIds}::bigint[]) as w(user_id)
    left join lateral (
      select string_agg(value, ' ' order by element_id) as line from user_identifier
      where institution_id = ${ctx.institution.institutionId} and user_id = w.user_id and element_id <> 'primary') i on true
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = w.user_id
      and u.identifier_text is distinct from coalesce(i.line, '')`.execute(ctx.db)
}

async function replayPrimaryIds(ctx: Context, userIds: number[]): Promise<void> {
  const key = identifierKey(ctx.institution.institutionId, { value: sql`u.primary_id`, isPrimary: true })
  await sql`update user_identifier i set value = u.primary_id, value_key = ${key}
    from user_account u
    where i.institution_id = ${ctx.institution.institutionId} and i.user_id = any (${userIds}::bigint[])
      and i.element_id = 'primary' and u.institution_id = i.institution_id and u.user_id = i.user_id
      and i.value is distinct from u.primary_id`.execute(ctx.db)
}
