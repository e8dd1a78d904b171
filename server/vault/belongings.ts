import { type RawBuilder, sql } from 'kysely'

/** What hangs on a user besides the record. */
type Belonging = {
  table: string
  /** Table by whose rows these hang on the user, when they have no `user_id` of their own. */
  through?: { table: string; key: string }
  /** `detach`: the transaction stays for statistics, without the person. `delete`: it goes. */
  onRemoval: 'detach' | 'delete'
  /** Column that identifies a detached row, the one that is emptied because it may name the person, and those that come back. */
  key?: string
  blank?: string
  back?: string[]
}

/** In the order in which they can be deleted. History comes last and belongs to the person, too. */
export const belongings: readonly Belonging[] = [
  {
    table: 'fee_transaction',
    through: { table: 'fee', key: 'fee_id' },
    onRemoval: 'detach',
    key: 'transaction_id',
    blank: 'comment',
    back: ['comment'],
  },
  {
    table: 'fee',
    onRemoval: 'detach',
    key: 'fee_id',
    blank: 'comment',
    back: ['comment', 'status', 'status_at', 'balance'],
  },
  { table: 'loan', onRemoval: 'detach', key: 'loan_id' },
  { table: 'request', onRemoval: 'detach', key: 'request_id' },
  { table: 'saved_search', onRemoval: 'detach', key: 'search_id', blank: 'created_by', back: ['created_by'] },
  { table: 'user_link', onRemoval: 'delete' },
  { table: 'user_set_member', onRemoval: 'delete' },
  { table: 'letter_outbox', onRemoval: 'delete' },
  { table: 'credential', onRemoval: 'delete' },
  { table: 'user_history', onRemoval: 'delete' },
]

/** SQL for all belongings of the user row `u`, as one object: table name to rows. */
export function belongingsOf(): RawBuilder<unknown> {
  const pairs = belongings.flatMap(one => [
    sql.lit(one.table),
    sql`(select json_agg(${keptColumns(one)}) from ${sql.table(one.table)} b
      where b.institution_id = u.institution_id and ${ownedBy(one, sql`= u.user_id`, sql`u.institution_id`)})`,
  ])
  return sql`json_build_object(${sql.join(pairs)})`
}

/** Condition on the belonging's rows: they are those of the user (or users) that `users` compares with. */
function ownedBy(
  one: Belonging,
  users: RawBuilder<unknown>,
  institutionId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (!one.through) return sql`user_id ${users}`
  const key = sql.ref(one.through.key)
  return sql`${key} in (select x.${key} from ${sql.table(one.through.table)} x
    where x.institution_id = ${institutionId} and x.user_id ${users})`
}

function keptColumns(one: Belonging): RawBuilder<unknown> {
  if (one.onRemoval === 'delete') return sql`to_json(b)`
  const columns = [one.key!, ...(one.back ?? [])]
  return sql`json_build_object(${sql.join(columns.flatMap(name => [sql.lit(name), sql.ref(`b.${name}`)]))})`
}

/** Takes everything off the users: detaches transactions, deletes the rest. */
export function removeBelongings(institutionId: number, userIds: number[]): RawBuilder<unknown>[] {
  return belongings.map(one => {
    const users = sql`= any (${userIds}::bigint[])`
    const where = sql`where institution_id = ${institutionId} and ${ownedBy(one, users, sql.lit(institutionId))}`
    if (one.onRemoval === 'delete') return sql`delete from ${sql.table(one.table)} ${where}`
    const emptied = [...(one.through ? [] : ['user_id']), ...(one.blank ? [one.blank] : [])]
    const assignments = emptied.map(name => sql`${sql.ref(name)} = null`)
    return sql`update ${sql.table(one.table)} set ${sql.join(assignments)} ${where}`
  })
}

/** Gives a user back what the vault kept: `kept` is the object of `belongingsOf`. */
export function returnBelongings(
  institutionId: number,
  userId: number,
  kept: Record<string, unknown[] | null>,
): RawBuilder<unknown>[] {
  return belongings.flatMap(one => {
    const rows = kept[one.table]
    if (!rows?.length) return []
    const table = sql.table(one.table)
    const source = sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`
    if (one.onRemoval === 'delete') return [insertBack(one.table, source)]
    const back = (one.back ?? []).map(name => sql`${sql.ref(name)} = k.${sql.ref(name)}`)
    const assignments = [...(one.through ? [] : [sql`user_id = ${userId}`]), ...back]
    return [
      sql`update ${table} t set ${sql.join(assignments)} from ${source} k
        where t.institution_id = ${institutionId} and t.${sql.ref(one.key!)} = k.${sql.ref(one.key!)}`,
    ]
  })
}

/** A set may have been deleted meanwhile: then there is nothing to be a member of. */
function insertBack(table: string, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const condition =
    table === 'user_set_member'
      ? sql` where exists (select from user_set s where s.institution_id = k.institution_id and s.set_id = k.set_id)`
      : sql``
  return sql`insert into ${sql.table(table)} select k.* from ${source} k${condition}`
}
