import { type FeeTransactionKind, feeTables } from '../../../contract/fees.ts'
import { addDays, dateIn, isDate } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { reportTransactions } from '../../fees/report-transactions.ts'
import type { Call, CallQuery } from '../call.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { readWords } from '../words.ts'
import { feeTeller, numberOf } from './fee-tree.ts'
import { refuseFee } from './refuse-fee.ts'

const mostDays = 7

const types: Readonly<Record<string, readonly FeeTransactionKind[]>> = {
  BOTH: ['PAYMENT', 'WAIVE'],
  PAYMENT: ['PAYMENT'],
  WAIVE: ['WAIVE'],
}

/** Fees that were paid or waived on some days, with what was paid and waived then (facts: alma-api §3.9). */
export async function listFeeTransactions(ctx: Context, call: Call): Promise<Answer> {
  const { query } = call
  const { total, balance, fees } = await reportTransactions(ctx, {
    ...daysIn(ctx, query),
    kinds: kindsIn(query),
    owner: query.text('owner'),
    ...(await placeIn(ctx, query)),
    ...query.page(),
  })
  const tell = await feeTeller(ctx, call)
  return listAnswer(
    {
      root: 'fees',
      name: 'fee',
      total,
      extras: { total_sum: numberOf(balance), currency: total === 0 ? null : ctx.institution.currency },
    },
    fees.map(fee => tell(fee, fee.primaryId)),
  )
}

/** Today unless told; one day unless there is another. */
function daysIn(ctx: Context, query: CallQuery): { from: string; to: string } {
  const from = dayOf(query.text('transaction_from_date') ?? dateIn(ctx.institution.timeZone, ctx.now()))
  const to = dayOf(query.text('transaction_to_date') ?? from)
  if (to < from) throw refuseFee('40166411', { why: 'it ends before it begins' })
  if (to > addDays(from, mostDays)) throw refuseFee('40166411', { why: `at most ${mostDays} days` })
  return { from, to }
}

function dayOf(text: string): string {
  const day = text.replace(/Z$/, '')
  // The last days of the calendar have no seventh day after them.
  if (!isDate(day) || day > '9998') throw refuseFee('40166411', { why: text })
  return day
}

function kindsIn(query: CallQuery): readonly FeeTransactionKind[] {
  const value = query.text('transaction_type') ?? 'BOTH'
  if (!Object.hasOwn(types, value)) throw refuseFee('40166419', { value })
  return types[value]!
}

/** A desk is named together with its library. */
async function placeIn(ctx: Context, query: CallQuery): Promise<{ library?: string; desk?: string }> {
  const library = query.text('received_by_circ_library')
  const desk = query.text('received_by_circ_desk')
  if (library === undefined && desk === undefined) return {}
  const words = await readWords(ctx, ['Libraries', feeTables.desk])
  if (library === undefined || !words.label('Libraries', library))
    throw refuseFee('40166410', { why: library ?? 'the library is missing' })
  if (desk === undefined) return { library }
  if (words.detail(feeTables.desk, desk, 'library') !== library) throw refuseFee('40166410', { why: desk })
  return { library, desk }
}
