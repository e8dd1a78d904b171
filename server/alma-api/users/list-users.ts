import type { Filter } from '../../../contract/filter.ts'
import { requirePermission } from '../../access/require-permission.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { readForAlma, recentAlmaWords } from '../../alma-user/read-alma-user.ts'
import { isDate } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { noteReads } from '../../read-log/note-read.ts'
import { findPartner } from '../../registration/elsewhere.ts'
import type { Call, CallQuery } from '../call.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { countUsers, pageOfUsers } from './page-of-users.ts'
import { refuseReading } from './refuse-reading.ts'
import { filterOfQuery } from './search-query.ts'
import { findCopy } from './source-user.ts'
import { userTree } from './user-answer.ts'

/** Users by name, those whom `q` finds, those who changed, or a copy of somebody (facts: alma-api §§2.1, 2.2, 1.11). */
export async function listUsers(ctx: Context, call: Call): Promise<Answer> {
  requirePermission(ctx, 'users.view')
  const { query } = call
  const { limit, offset } = query.page((name, value) =>
    refuse('402119', { reason: `${name} is no number: ${value}` }),
  )
  const expand = query.text('expand')?.toLowerCase() === 'full'
  const order = orderOf(query)
  const copy = query.text('source_user_id')
  if (copy !== undefined) {
    const userId = await copyOf(ctx, query.text('source_institution_code') ?? '', copy)
    return listAnswer(shape(1), await treesOf(ctx, call, { userIds: [userId], expand }))
  }
  const filters = await filtersIn(ctx, query)
  const [total, userIds] = await Promise.all([
    countUsers(ctx, filters),
    pageOfUsers(ctx, filters, { order, limit, offset }),
  ])
  return listAnswer(shape(total), await treesOf(ctx, call, { userIds, expand }))
}

const shape = (total: number) => ({ root: 'users', name: 'user', total })

async function copyOf(ctx: Context, code: string, id: string): Promise<number> {
  const found = await findCopy(ctx, { institution: code, id })
  if (found === 'no_partner') throw refuseReading('401651', { code })
  if (found === undefined) throw refuseReading('4019990', { id, code })
  return found
}

async function filtersIn(ctx: Context, query: CallQuery): Promise<Filter[]> {
  const q = query.text('q')
  const changedFrom = query.text('modify_date_from')?.replace(/Z$/i, '')
  const code = query.text('source_institution_code')
  if (q !== undefined && changedFrom !== undefined)
    throw refuse('402119', { reason: 'q and modify_date_from exclude each other' })
  if (changedFrom !== undefined && !isDate(changedFrom))
    throw refuse('402119', { reason: `modify_date_from is no date: ${changedFrom}` })
  if (code !== undefined && !(await findPartner(ctx, code))) throw refuseReading('401651', { code })
  return [
    ...(q === undefined ? [] : [filterOfQuery(q)]),
    ...(changedFrom === undefined ? [] : [{ field: 'updated_at', op: 'gte', value: changedFrom } as const]),
    ...(code === undefined ? [] : [{ field: 'source_institution_code', op: 'eq', value: code } as const]),
  ]
}

const orders = ['last_name', 'first_name', 'primary_id']

/** The first name of the list decides; the others follow in their usual order. */
function orderOf(query: CallQuery): string {
  const wanted = query.list('order_by').map(one => one.toLowerCase())
  const unknown = wanted.find(one => !orders.includes(one))
  if (unknown !== undefined) throw refuse('402119', { reason: `order_by does not know ${unknown}` })
  return wanted[0] ?? 'last_name'
}

/** What stands in a list unless everything is asked for. */
const shortKeys = new Set([
  ...['primary_id', 'first_name', 'last_name', 'gender', 'password', 'status'],
  ...['requests', 'loans', 'fees', 'is_researcher', 'link'],
])

type Wanted = { userIds: readonly number[]; expand: boolean }

async function treesOf(ctx: Context, call: Call, { userIds, expand }: Wanted): Promise<AlmaTree[]> {
  if (userIds.length === 0) return []
  const [records, words] = await Promise.all([readForAlma(ctx, userIds), recentAlmaWords(ctx)])
  if (expand) await noteReads(ctx, userIds)
  return userIds.flatMap(userId => {
    const record = records.get(userId)
    if (record === undefined) return []
    const link = call.linkTo(`/users/${encodeURIComponent(String(record.document['primary_id']))}`)
    const tree = userTree(ctx, { userId, ...record }, { words, extras: { link } })
    const kept = Object.entries(tree).filter(([key]) => expand || shortKeys.has(key))
    return [Object.fromEntries(kept)]
  })
}
