import { feeStatuses } from '../../../contract/fees.ts'
import type { HistoryEntry } from '../../../contract/history.ts'
import type { AlmaTree, AlmaValue } from '../../alma-user/alma-tree.ts'
import { beyondAlma } from '../../alma-user/beyond-alma.ts'
import { recentAlmaWords } from '../../alma-user/read-alma-user.ts'
import { pageLoans } from '../../circulation/page-loans.ts'
import { pageRequests } from '../../circulation/page-requests.ts'
import type { Context } from '../../context.ts'
import { readLedger } from '../../fees/read-ledger.ts'
import { listLetters } from '../../letters/list-letters.ts'
import { noteRead } from '../../read-log/note-read.ts'
import { readHistory } from '../../users/read-history.ts'
import type { Call } from '../call.ts'
import { loanTrees } from '../circulation/loan-tree.ts'
import { requestTrees } from '../circulation/request-tree.ts'
import { feeTeller } from '../fees/fee-tree.ts'
import type { Answer } from '../operation.ts'
import { timeText } from '../time-text.ts'
import { readAskedFor } from './read-user.ts'
import { userTree } from './user-answer.ts'

/** More than anybody has of anything. */
const all = { limit: 100_000, offset: 0 }

/**
 * All that is known about a person, for the person: the record, with what Alma's user has no place for under our names,
 * loans and requests that are not anonymous yet, fees, letters, and every change of the record if the key may
 * see it. The schema of Alma's
 * answer is not known (facts: alma-api §9).
 */
export async function readPersonalData(ctx: Context, call: Call): Promise<Answer> {
  const record = await readAskedFor(ctx, call)
  const { userId, document } = record
  await noteRead(ctx, userId)
  const primaryId = String(document['primary_id'])
  const tellFee = await feeTeller(ctx, call)
  const fees = await readLedger(ctx, { userId, statuses: feeStatuses })
  const letters = await listLetters(ctx, { userId, limit: all.limit })
  const user = userTree(ctx, record, { words: await recentAlmaWords(ctx) })
  return {
    root: 'user_personal_data',
    tree: {
      user: { ...user, ...beyondAlma(document) },
      item_loan: await loansOf(ctx, userId),
      user_request: await requestsOf(ctx, userId),
      fee: fees.map(fee => tellFee(fee, primaryId)),
      letter: letters.items.map(plainTree),
      ...(await historyOf(ctx, userId)),
    },
  }
}

/** The history is for those who may see it, which is decided where it is decided what keys may do. */
async function historyOf(ctx: Context, userId: number): Promise<AlmaTree> {
  if (!ctx.actor.permissions.has('users.history')) return {}
  const { items } = await readHistory(ctx, { userId, period: 'all', limit: all.limit })
  return { history_entry: items.map(changeTree) }
}

async function loansOf(ctx: Context, userId: number): Promise<AlmaTree[]> {
  const of = (isReturned: boolean) =>
    pageLoans(ctx, { userId, isReturned, orderBy: 'id', isDescending: false, ...all })
  const [open, returned] = [await of(false), await of(true)]
  return loanTrees(ctx, [...open.loans, ...returned.loans])
}

async function requestsOf(ctx: Context, userId: number): Promise<AlmaTree[]> {
  const of = (isOpen: boolean) => pageRequests(ctx, { userId, isOpen, ...all })
  const [open, closed] = [await of(true), await of(false)]
  return requestTrees(ctx, [...open.requests, ...closed.requests])
}

/** A row of ours under names as Alma writes them. */
function plainTree(row: object): AlmaTree {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, AlmaValue][] => {
      if (value === undefined) return []
      return [[name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), plainValue(value)]]
    }),
  )
}

/** Lists of texts become one text: nothing reads these but people. */
function plainValue(value: unknown): AlmaValue {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'string' && isMoment.test(value) ? timeText(value) : textOf(value)
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const changeTree = ({ at, actor, source, kind, changes }: HistoryEntry): AlmaTree => ({
  changed_at: timeText(at),
  changed_by: actor,
  source,
  kind,
  change: changes.map(({ path, old, new: value }) => ({
    path,
    old: old === undefined ? null : plainValue(old),
    new: value === undefined ? null : plainValue(value),
  })),
})
