import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { RequestRow } from '../../circulation/page-requests.ts'
import type { Context } from '../../context.ts'
import { timeText } from '../time-text.ts'
import { readWords, type Words } from '../words.ts'

/** Requests as Alma tells them (facts: alma-api §2.9). */
export async function requestTrees(ctx: Context, requests: readonly RequestRow[]): Promise<AlmaTree[]> {
  if (requests.length === 0) return []
  const words = await readWords(ctx, ['Libraries'])
  return requests.map(request => requestTree(request, words))
}

/** The texts of the latest recordings, not the codes of older ones. */
const statuses: Readonly<Record<string, string>> = {
  NOT_STARTED: 'Not Started',
  IN_PROCESS: 'In Process',
  ON_HOLD_SHELF: 'On Hold Shelf',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
}

function requestTree(request: RequestRow, words: Words): AlmaTree {
  const library = (code: string | null) => (code === null ? '' : words.label('Libraries', code))
  return {
    user_primary_id: request.primary_id,
    request_id: String(request.request_id),
    request_type: request.kind,
    request_sub_type: subTypeOf(request.kind),
    mms_id: request.mms_id,
    ...(request.item_id === null ? {} : { item_id: String(request.item_id) }),
    title: request.title,
    author: request.author,
    description: request.description,
    pickup_location: library(request.pickup_library),
    pickup_location_type: 'LIBRARY',
    pickup_location_library: request.pickup_library,
    ...managedBy(request, library),
    material_type: { value: null, desc: null },
    volume: '',
    issue: '',
    part: '',
    date_of_publication: '',
    comment: request.comment,
    request_status: statuses[request.status] ?? request.status,
    ...(request.place === null ? {} : { place_in_queue: request.place }),
    request_date: `${timeText(request.created_at).slice(0, 10)}Z`,
    request_time: timeText(request.created_at),
    ...(request.expires_on === null ? {} : { last_interest_date: `${request.expires_on}Z` }),
    ...(request.status === 'IN_PROCESS' ? { task_name: 'Pickup From Shelf' } : {}),
    ...(request.shelf_until === null ? {} : { expiry_date: `${request.shelf_until}Z` }),
    barcode: request.item_barcode,
  }
}

const subTypeOf = (kind: string): AlmaTree =>
  kind === 'HOLD' ? coded('PATRON_PHYSICAL', 'Patron physical item request') : coded(kind, '')

/** Nobody before somebody looks for the item, then its library, at last the one on whose shelf it waits. No desk is named. */
function managedBy(request: RequestRow, nameOf: (code: string | null) => string): AlmaTree {
  const { status, library, pickup_library } = request
  const code = status === 'IN_PROCESS' ? library : status === 'ON_HOLD_SHELF' ? pickup_library : null
  return {
    managed_by_library: nameOf(code),
    managed_by_circulation_desk: '',
    managed_by_library_code: code ?? '',
    managed_by_circulation_desk_code: '',
  }
}
