import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { cancelRequest } from '../../circulation/cancel-request.ts'
import { changeRequest } from '../../circulation/change-request.ts'
import { chooseItem } from '../../circulation/choose-item.ts'
import { findRequest, pageRequests, type RequestRow } from '../../circulation/page-requests.ts'
import { placeRequest } from '../../circulation/place-request.ts'
import type { Context } from '../../context.ts'
import type { Call, CallQuery } from '../call.ts'
import { findUser } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { textIn } from '../text-in.ts'
import { dayIn } from './day-in.ts'
import { oneOf } from './one-of.ts'
import { pickupLibraryIn } from './pickup-library-in.ts'
import { refuseCirculation } from './refuse-circulation.ts'
import { requestTrees } from './request-tree.ts'

const kinds = ['', 'HOLD', 'DIGITIZATION', 'BOOKING']
const longestComment = 1000

/** Requests of a user in pages, the latest first; `history` are those that are over. */
export async function listRequests(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const { query } = call
  const kind = oneOf(query, 'request_type', kinds)
  const { total, requests } = await pageRequests(ctx, {
    userId,
    isOpen: oneOf(query, 'status', ['ACTIVE', 'HISTORY']) === 'ACTIVE',
    ...(kind === '' ? {} : { kind }),
    ...query.page(),
  })
  const trees = await requestTrees(ctx, requests)
  return listAnswer({ root: 'user_requests', name: 'user_request', total }, trees)
}

export async function readRequest(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  return requestAnswer(ctx, await requestOf(ctx, call, userId))
}

/** Requests an item, or the item of a title that does best. Holds are what there is. */
export async function createRequest(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const body = call.readBody('user_request')
  const kind = textIn(body['request_type'])
  if (kind === undefined) throw refuse('401664', { field: 'request_type' })
  if (kind !== 'HOLD') throw refuseCirculation('401136', { why: `requests are HOLD, not ${kind}` })
  const pickupLibrary = await pickupLibraryIn(ctx, body)
  if (pickupLibrary === undefined) throw refuse('401664', { field: 'pickup_location_library' })
  const { comment, expiresOn } = wishesIn(ctx, body)
  const { requestId } = await placeRequest(ctx, {
    userId,
    itemId: await itemIn(ctx, call.query, userId),
    pickupLibrary,
    ...(comment ? { comment } : {}),
    ...(expiresOn ? { expiresOn } : {}),
  })
  return requestAnswer(ctx, await found(ctx, { userId, requestId }))
}

async function itemIn(ctx: Context, query: CallQuery, userId: number): Promise<number> {
  const pid = query.text('item_pid')
  const mmsId = query.text('mms_id')
  if (pid === undefined && mmsId === undefined) throw refuse('401664', { field: 'mms_id or item_pid' })
  const itemId =
    pid === undefined
      ? await chooseItem(ctx, { mmsId: mmsId!, userId, isAnother: query.flag('allow_same_request') })
      : idIn(pid)
  if (itemId === undefined) throw refuseCirculation('401129', { why: 'there is no such item' })
  return itemId
}

/** What is not there stays as it is; what is there and empty is taken away. */
export async function editRequest(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const { request_id: requestId } = await requestOf(ctx, call, userId)
  const body = call.readBody('user_request')
  const pickupLibrary = await pickupLibraryIn(ctx, body)
  await changeRequest(ctx, {
    requestId,
    ...(pickupLibrary === undefined ? {} : { pickupLibrary }),
    ...wishesIn(ctx, body),
  })
  return requestAnswer(ctx, await found(ctx, { userId, requestId }))
}

type Wishes = { comment?: string | null; expiresOn?: string | null }

function wishesIn(ctx: Context, body: AlmaTree): Wishes {
  const comment = textIn(body['comment'])
  if (comment !== undefined && comment.length > longestComment)
    throw refuse('40166410', { name: 'comment', value: `it has at most ${longestComment} characters` })
  const given = textIn(body['last_interest_date'])
  const day = given === undefined ? null : dayIn(ctx, given)
  if (day === undefined) throw refuse('40166410', { name: 'last_interest_date', value: given! })
  return {
    ...('comment' in body ? { comment: comment ?? null } : {}),
    ...('last_interest_date' in body ? { expiresOn: day } : {}),
  }
}

/** Ends a request for a reason of the list. There is no place for a note, and no letter to the user. */
export async function deleteRequest(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const { request_id: requestId } = await requestOf(ctx, call, userId)
  const reason = call.query.text('reason')
  if (reason === undefined) throw refuse('401664', { field: 'reason' })
  await cancelRequest(ctx, { requestId, reason })
  return 'nothing'
}

/** The only operation there is moves digitization requests on, and there are none. */
export async function actOnRequest(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const op = call.query.text('op') ?? ''
  if (op !== 'next_step') throw refuseCirculation('401666', { name: 'op', value: op })
  const requestId = idIn(call.params['request_id'])
  const request = requestId === undefined ? undefined : await findRequest(ctx, { userId, requestId })
  if (!request) throw refuseCirculation('401907')
  throw refuseCirculation('401932', { id: request.request_id })
}

/** The request of the path, if it is one of the user's: 401694 if not. */
async function requestOf(ctx: Context, { params }: Call, userId: number): Promise<RequestRow> {
  const requestId = idIn(params['request_id'])
  if (requestId === undefined) throw refuseCirculation('401694')
  return found(ctx, { userId, requestId })
}

async function found(ctx: Context, own: { userId: number; requestId: number }): Promise<RequestRow> {
  const request = await findRequest(ctx, own)
  if (!request) throw refuseCirculation('401694')
  return request
}

async function requestAnswer(ctx: Context, request: RequestRow): Promise<Answer> {
  const [tree] = await requestTrees(ctx, [request])
  return { root: 'user_request', tree: tree! }
}
