import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { DemoUser } from '../server/demo/demo-user.ts'
import { demoUsers } from '../server/demo/users.ts'
import type { BenchDatabase } from './bench-database.ts'

const columns = [
  ...['institution_id', 'user_id', 'primary_id', 'record_type', 'account_type', 'external_id', 'status'],
  ...['first_name', 'middle_name', 'last_name', 'pref_first_name', 'pref_middle_name', 'pref_last_name'],
  ...['user_group', 'campus_code', 'birth_date', 'expiry_date', 'purge_date', 'contact', 'identifier_text'],
  ...['created_by', 'created_at', 'updated_by', 'updated_at'],
]

/** Puts the people of the demo where searches look, past the student system and all rules: for searching alone. */
export async function fillPeople({ ctx, pool }: BenchDatabase, count: number): Promise<void> {
  const today = ctx.now().toISOString().slice(0, 10)
  const { institutionId } = ctx.institution
  const client = await pool.connect()
  await client.query('drop index user_account__search_text')
  await pipeline(
    Readable.from(rows()),
    client.query(copyFrom(`copy user_account (${columns.join(', ')}) from stdin`)),
  )
  await client.query(
    'create index user_account__search_text on user_account using gin (search_text gin_trgm_ops)',
  )
  await client.query('vacuum analyze user_account')
  client.release()

  function* rows(): Generator<string> {
    let userId = 0
    for (const user of demoUsers({ seed: 1, today }, { from: 0, count })) {
      userId += 1
      const names = [user.first_name, user.middle_name, user.last_name]
      const preferred = [user.pref_first_name, user.pref_middle_name, user.pref_last_name]
      yield line([
        ...[
          institutionId,
          userId,
          user.primary_id,
          user.record_type,
          user.account_type,
          user.external_id,
          user.status,
        ],
        ...[
          ...names,
          ...preferred,
          user.user_group,
          user.campus_code,
          user.birth_date,
          user.expiry_date,
          user.purge_date,
        ],
        ...[
          contactOf(user),
          user.user_identifier.map(one => one.value).join(' '),
          'bench',
          today,
          'bench',
          today,
        ],
      ])
    }
  }
}

function contactOf({ contact_info: { address, email, phone } }: DemoUser): string {
  const lists = { address, email: email.map(one => ({ ...one, address: one.email_address })), phone }
  const entries = Object.entries(lists).flatMap(([kind, list]) =>
    list.map((one, index) => [`${kind}/${index}`, one] as const),
  )
  return JSON.stringify(Object.fromEntries(entries))
}

/** A line of COPY's text format. */
const line = (values: readonly (string | number | null)[]): string =>
  `${values.map(value => (value === null ? '\\N' : String(value).replaceAll(/[\\\t\n]/g, escaped))).join('\t')}\n`

const escaped = (character: string): string => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[character]!
