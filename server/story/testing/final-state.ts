import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/row-types.gen.ts'
import { documentOf } from '../../fields/read-document.ts'
import { unsealJson } from '../../vault/cipher.ts'
import { vaultKeys } from '../../vault/keys.ts'

/** Rows of one kind, in an order that does not depend on ids. */
export type State = Record<string, unknown[]>

/** Moments, and numbers that come from sequences: two runs of the same work differ in them. */
const passing = ['created_at', 'at', 'status_at', 'status_date', 'user_id', 'change_set_id', 'task_id']

/** The rows without what passes, at any depth. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const entries = Object.entries(value).filter(([name]) => !passing.includes(name))
  return Object.fromEntries(entries.map(([name, one]) => [name, lasting(one)]))
}

// Whose row it is, also when the person is gone: by the primary identifier.
const who = (userId: string): RawBuilder<unknown> => sql`coalesce(
  (select u.primary_id from user_account u where u.user_id = ${sql.ref(userId)}),
  (select max(p.primary_id) from purged_user p where p.user_id = ${sql.ref(userId)}))`

const queries: Record<string, RawBuilder<unknown>> = {
  users: sql`select u.primary_id, u.revision, u.sis_fingerprint, u.identifier_text, u.search_text, u.created_by,
      u.updated_by, (select kind from task t where t.task_id = u.updated_by_task_id) as updated_by_task,
      ${documentOf()} as document
    from user_account u order by 1`,
  identifiers: sql`select ${who('i.user_id')} as who, element_id, id_type, value, value_key from user_identifier i
    order by value_key`,
  history: sql`select ${who('h.user_id')} as who, h.revision, c.source, c.actor_name, t.kind as task, h.old, h.new
    from user_history h join change_set c using (change_set_id) left join task t on t.task_id = c.task_id
    order by 1, 2`,
  purged: sql`select primary_id, purged_by, record_type, user_group, job_category, statistics from purged_user
    order by 1`,
  fees: sql`select fee_id, ${who('f.user_id')} as who, status, original_amount, balance, comment, user_group
    from fee f order by 1`,
  'fee transactions': sql`select fee_id, kind, amount, reason, comment, created_by from fee_transaction
    order by 1, 2, 3`,
  loans: sql`select loan_id, ${who('l.user_id')} as who, item_barcode, returned_at from loan l order by 1`,
  requests: sql`select request_id, ${who('r.user_id')} as who, kind, status from request r order by 1`,
  tasks: sql`select kind, name, status, planned_total, planned_change, planned_keep, planned_reject, done_count,
      skipped_count, cursor_position, facts, error_code
    from task order by created_at`,
  outcomes: sql`select t.kind, t.name, o.position, o.subject, o.outcome, o.reasons, o.details, o.old, o.new, o.result,
      o.result_reasons
    from task_outcome o join task t using (task_id) order by t.created_at, o.position`,
  'change sets': sql`select c.source, c.actor_name, t.kind, count(*) as change_sets from change_set c
    left join task t on t.task_id = c.task_id group by 1, 2, 3 order by 1, 2, 3`,
}

/** All that a run leaves in the database, and in the vault, that another run of the same work must leave, too. */
export async function readState(db: Kysely<Database>, masterKey: Buffer): Promise<State> {
  const state: State = {}
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await sql`${query}`.execute(db)
    state[name] = rows.map(lasting)
  }
  return { ...state, vault: await readVault(db, masterKey) }
}

async function readVault(db: Kysely<Database>, masterKey: Buffer): Promise<unknown[]> {
  const { rows } = await sql<{ who: string; user_id: number; vault_key_id: number; payload: Buffer }>`
    select ${who('v.user_id')} as who, user_id, vault_key_id, payload from vault_entry v order by 1`.execute(
    db,
  )
  const institution = { institutionId: 1 } as never
  const keyIds = [...new Set(rows.map(row => row.vault_key_id))]
  const keys = await vaultKeys({ db, masterKey, institution } as never, keyIds)
  return rows.map(row => {
    const content = unsealJson(keys.get(row.vault_key_id)!, row.payload, `1:${row.user_id}`)
    return { who: row.who, content: sorted(lasting(JSON.parse(content))) }
  })
}

/** Lists inside the vault come in the order in which the database found them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).toSorted((a, b) => (text(a) < text(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sorted(one)]))
}

const text = (value: unknown): string => JSON.stringify(value)

/** The first rows in which two states differ; empty if they are the same. */
export function differences(left: State, right: State): unknown[] {
  return Object.keys(left).flatMap(name => {
    const rows = [left[name]!, right[name]!].map(list => list.map(text))
    const only = (one: string[], other: string[]) => {
      const known = new Set(other)
      return one.filter(row => !known.has(row)).slice(0, 2)
    }
    const found = { only: only(rows[0]!, rows[1]!), instead: only(rows[1]!, rows[0]!) }
    const isSame = rows[0]!.join() === rows[1]!.join()
    return isSame ? [] : [{ name, counts: rows.map(list => list.length), ...found }]
  })
}

const halves: Record<string, RawBuilder<unknown>> = {
  'users without their primary identifier': sql`select count(*) as n from user_account u
    where not exists (select from user_identifier i where i.user_id = u.user_id and i.element_id = 'primary'
      and i.value = u.primary_id)`,
  'users created but not marked, or not as planned': sql`select count(*) as n from task_outcome o
    join task t using (task_id) join user_account u using (user_id)
    where t.kind = 'sis' and o.old is null and o.new is not null and u.revision = 1
      and (o.result is distinct from 'done' or ${documentOf()} <> o.new)`,
  // A purge takes the history of earlier tasks with it into the vault.
  'rows of the last task that are not what it has done': sql`select abs(done_count - (
      select count(distinct user_id) from user_history h where h.change_set_id = t.change_set_id)) as n
    from task t where t.change_set_id is not null order by t.task_id desc limit 1`,
  'users with two history rows of one change set': sql`select count(*) as n from (
    select from user_history group by user_id, change_set_id having count(*) > 1) twice`,
  'users both in the vault and alive': sql`select count(*) as n from vault_entry v
    where exists (select from user_account u where u.user_id = v.user_id)`,
  'purged users who are not in the vault, or have not been purged': sql`select count(*) as n from vault_entry v
    full join purged_user p using (user_id) where v.user_id is null or p.user_id is null`,
  'revisions that the history does not know': sql`select count(*) as n from user_account u
    where revision <> (select max(h.revision) from user_history h where h.user_id = u.user_id)`,
}

/** What is half there, by kind; whatever kills the program, nothing is. */
export async function countHalves(db: Kysely<Database>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [name, query] of Object.entries(halves)) {
    const { rows } = await sql<{ n: number }>`${query}`.execute(db)
    if (rows[0] && rows[0].n > 0) counts[name] = rows[0].n
  }
  return counts
}
