import { sql } from 'kysely'
import { countUsers, facetUsers } from '../server/users/count-users.ts'
import { listUsers } from '../server/users/list-users.ts'
import type { BenchDatabase } from './bench-database.ts'
import { absolute, type Figure, percentile, timed } from './measure.ts'

/** Few fragments are slow, and a hundred would meet now two, now ten of them. */
const samples = 500

/** Fragments of names and identifiers as people type them: three to six letters from the middle of a word. */
async function fragments({ ctx }: BenchDatabase): Promise<string[]> {
  const { rows } = await sql<{ fragment: string }>`
    select substr(word, 1 + (length(word) / 4), 3 + (user_id % 4)::integer) as fragment
    from (select user_id, case when user_id % 3 = 0 then primary_id else last_name end as word
      from user_account where last_name ~ '^[A-Za-z]{5,}$' order by md5(user_id::text) limit ${samples}) s`.execute(
    ctx.db,
  )
  return rows.map(row => row.fragment)
}

/** First page, exact total and facets of fragment searches over all users. */
export async function searching(bench: BenchDatabase): Promise<Figure[]> {
  const words = await fragments(bench)
  const pages: number[] = []
  const totals: number[] = []
  for (const q of words) {
    pages.push(await timed(() => listUsers(bench.ctx, { q })))
    totals.push(await timed(() => countUsers(bench.ctx, { q })))
  }
  const facets = await timed(() => facetUsers(bench.ctx, {}))
  return [
    absolute('fragment search: first page, p95', { value: percentile(pages, 95), unit: 'ms', atMost: 50 }),
    absolute('fragment search: exact total, p95', { value: percentile(totals, 95), unit: 'ms', atMost: 300 }),
    absolute('facet counts of all users, all facets', { value: facets, unit: 'ms', atMost: 5000 }),
  ]
}
