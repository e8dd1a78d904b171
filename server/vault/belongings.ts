import { type RawBuilder, sql } from 'kysely'

/** What hangs on a user besides the record. */
type Belonging = {
  table: string
  /** Column that says whose it is, if not `user_id`: somebody may be in two columns of a table. */
  owner?: string
  /** Table by whose rows these hang on the user, when they have no `user_id` of their own. */
  through?: { table: string; key: string }
  /** `detach`: the transaction stays for statistics, without the person. `delete`: it goes. */
  onRemoval: 'detach' | 'delete'
  /** Column that identifies a detached row, those that are emptied because they may name the person, and those that come back. */
  key?: string
  blank?: string[]
  back?: string[]
  /** What deleted rows are a part of: if it is gone by the time that they come back, they do not. */
  partOf?: { table: string; key: string }
}

/** In the order in which they can be deleted. History comes last and belongs to the person, too. */
export const belongings: readonly Belonging[] = [
  {
    table: 'fee_transaction',
    through: { table: 'fee', key: 'fee_id' },
    onRemoval: 'detach',
    key: 'transaction_id',
    blank: ['comment'],
    back: ['comment'],
  },
  {
    table: 'fee',
    onRemoval: 'detach',
    key: 'fee_id',
    blank: ['comment'],
    back: ['comment', 'status', 'status_at', 'balance'],
  },
  { table: 'loan', onRemoval: 'detach', key: 'loan_id' },
  { table: 'loan', owner: 'proxy_id', onRemoval: 'detach', key: 'loan_id' },
  { table: 'request', onRemoval: 'detach', key: 'request_id', blank: ['comment'], back: ['comment'] },
  { table: 'request', owner: 'proxy_id', onRemoval: 'detach', key: 'request_id' },
  {
    table: 'saved_search',
    onRemoval: 'detach',
    key: 'search_id',
    blank: ['created_by'],
    back: ['created_by'],
  },
  { table: 'user_link', onRemoval: 'delete' },
  {
    table: 'access_review_item',
    onRemoval: 'detach',
    key: 'item_id',
    blank: ['primary_id', 'name', 'last_login_at', 'note'],
    back: ['primary_id', 'name', 'last_login_at', 'note'],
  },
  {
    table: 'access_review_item',
    owner: 'decided_by_user_id',
    onRemoval: 'detach',
    key: 'item_id',
    blank: ['decided_by'],
    back: ['decided_by'],
  },
  {
    table: 'access_review_reviewer',
    onRemoval: 'delete',
    partOf: { table: 'access_review', key: 'review_id' },
  },
  { table: 'user_set_member', onRemoval: 'delete', partOf: { table: 'user_set', key: 'set_id' } },
  { table: 'letter_outbox', onRemoval: 'delete' },
  { table: 'credential', onRemoval: 'delete' },
  { table: 'second_factor', onRemoval: 'delete' },
  { table: 'pin_failure', onRemoval: 'delete' },
  { table: 'recovery_code', onRemoval: 'delete' },
  { table: 'user_history', onRemoval: 'delete' },
]

/** Under which its rows are kept. */
const nameOf = ({ table, owner }: Belonging): string => (owner ? `${table}.${owner}` : table)

const ownerOf = ({ owner = 'user_id' }: Belonging) => sql.ref(owner)

/** SQL for all belongings of the user row `u`, as one object: name to rows. */
export function belongingsOf(): RawBuilder<unknown> {
  const pairs = belongings.flatMap(one => [
    sql.lit(nameOf(one)),
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
  if (!one.through) return sql`${ownerOf(one)} ${users}`
  const key = sql.ref(one.through.key)
  // An array is reckoned first: a join might read the whole table for each user (90 ms instead of 0.1).
  return sql`${key} = any (array(select x.${key} from ${sql.table(one.through.table)} x
    where x.institution_id = ${institutionId} and x.user_id ${users}))`
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
    const emptied = [...(one.through ? [] : [ownerOf(one)]), ...(one.blank ?? []).map(name => sql.ref(name))]
    const assignments = emptied.map(column => sql`${column} = null`)
    return sql`update ${sql.table(one.table)} set ${sql.join(assignments)} ${where}`
  })
}

/**
 * Gives a user back what the vault kept: `kept` is the object of `belongingsOf`. What belongs to somebody else by now stays
 * theirs.
 */
export function returnBelongings(
  institutionId: number,
  userId: number,
  kept: Record<string, unknown[] | null>,
): RawBuilder<unknown>[] {
  return belongings.flatMap(one => {
    const rows = kept[nameOf(one)]
    if (!rows?.length) return []
    const table = sql.table(one.table)
    const source = sql`jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`
    if (one.onRemoval === 'delete') return [insertBack(one, source)]
    const back = (one.back ?? []).map(name => sql`${sql.ref(name)} = k.${sql.ref(name)}`)
    const assignments = [...(one.through ? [] : [sql`${ownerOf(one)} = ${userId}`]), ...back]
    return [
      sql`update ${table} t set ${sql.join(assignments)} from ${source} k
        where t.institution_id = ${institutionId} and t.${sql.ref(one.key!)} = k.${sql.ref(one.key!)}
          and ${one.through ? sql`true` : sql`t.${ownerOf(one)} is null`}`,
    ]
  })
}

function insertBack({ table, partOf }: Belonging, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const condition = partOf
    ? sql` where exists (select from ${sql.table(partOf.table)} w
        where w.institution_id = k.institution_id and w.${sql.ref(partOf.key)} = k.${sql.ref(partOf.key)})`
    : sql``
  return sql`insert into ${sql.table(table)} select k.* from ${source} k${condition}`
}
