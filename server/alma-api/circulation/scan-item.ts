import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import { findItem, type ItemRow } from '../../circulation/find-item.ts'
import { returnItem } from '../../circulation/return-item.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Call } from '../call.ts'
import { idIn } from '../id-in.ts'
import type { Answer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { readWords } from '../words.ts'
import { placeTables } from './loan-tree.ts'
import { refuseCirculation } from './refuse-circulation.ts'

/**
 * Takes an item back at a desk, as Alma's scan of an item does. One that is not lent is only told: who scans it twice does
 * no harm. Whoever waits for the item is told by the desk.
 */
export async function scanItem(ctx: Context, call: Call): Promise<Answer> {
  const op = call.query.text('op') ?? ''
  if (op !== 'scan') throw refuseCirculation('401666', { name: 'op', value: op })
  const library = needed(call, 'library')
  const desk = needed(call, 'circ_desk')
  const item = await itemOf(ctx, call)
  await giveBack(ctx, { barcode: item.barcode, desk, ofLibrary: library })
  return itemAnswer(ctx, call, await itemOf(ctx, call))
}

function needed({ query }: Call, field: string): string {
  const value = query.text(field)
  if (value === undefined) throw refuse('401664', { field })
  return value
}

/** Titles and holdings are those of the item, as far as they are known of it. */
async function itemOf(ctx: Context, { params }: Call): Promise<ItemRow> {
  const pid = params['item_pid'] ?? ''
  const itemId = idIn(pid)
  const item = itemId === undefined ? undefined : await findItem(ctx, itemId)
  const isMeant = (known: string | null, given: string | undefined) => known === null || known === given
  if (item && isMeant(item.mms_id, params['mms_id']) && isMeant(item.holding_id, params['holding_id']))
    return item
  throw refuseCirculation('401666', { name: 'item_pid', value: pid })
}

async function giveBack(ctx: Context, returned: Parameters<typeof returnItem>[1]): Promise<void> {
  try {
    await returnItem(ctx, returned)
  } catch (error) {
    const isNotLent =
      error instanceof AppError && error.code === 'not_found' && error.details['entity'] === 'loan'
    if (!isNotLent) throw error
  }
}

/** Less than Alma tells, and all that is known. */
async function itemAnswer(ctx: Context, { params, linkTo }: Call, item: ItemRow): Promise<Answer> {
  const words = await readWords(ctx, placeTables)
  const place = ['mms_id', 'holding_id', 'item_pid'].map(name => encodeURIComponent(params[name]!))
  const isIn = !item.is_lent && item.status !== 'MISSING'
  const tree: AlmaTree = {
    bib_data: { mms_id: item.mms_id, title: item.title, author: item.author },
    holding_data: { holding_id: item.holding_id, call_number: item.call_number },
    item_data: {
      pid: String(item.item_id),
      barcode: item.barcode,
      base_status: isIn ? coded('1', 'Item in place') : coded('0', 'Item not in place'),
      process_type: item.is_lent
        ? coded('LOAN', 'Loan')
        : coded(isIn ? '' : item.status, isIn ? '' : 'Missing'),
      policy: coded(item.policy, item.policy ?? ''),
      library: coded(item.library, words.label('Libraries', item.library)),
      location: coded(item.location, item.location ?? ''),
      description: item.description,
    },
    link: linkTo(`/bibs/${place[0]}/holdings/${place[1]}/items/${place[2]}`),
  }
  return { root: 'item', tree }
}
