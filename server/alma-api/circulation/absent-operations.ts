import type { Context } from '../../context.ts'
import type { Call } from '../call.ts'
import { findUser } from '../find-user.ts'
import { listAnswer, type Operation } from '../operation.ts'
import { type AlmaRefusal, refusals } from '../refusal.ts'

/** Alma's codes for what there is none of here (facts: alma-api §2.10, §2.11, §2.13). */
const refuseAbsent = refusals({
  '60276': 'The purchase request identifier is not valid.',
  '401694': 'Request Identifier not found.',
  '401859': 'Action currently not supported: {what}.',
  '401873': 'Operation is not supported: {what}.',
  '402238': 'Failed to get deposit.',
})

const area = 'users'
const ofUser = (path: string) => `/users/:user_id/${path}`

/** An empty list of an existing user. */
const none = (path: string, root: string, name: string): Operation => ({
  method: 'GET',
  path: ofUser(path),
  area,
  run: async (ctx, call) => {
    await findUser(ctx, call)
    return listAnswer({ root, name, total: 0 }, [])
  },
})

/** The same refusal for every existing user. */
const refused = (methods: Operation['method'][], path: string, refusal: () => AlmaRefusal): Operation[] =>
  methods.map(method => ({
    method,
    path: ofUser(path),
    area,
    run: async (ctx: Context, call: Call) => {
      await findUser(ctx, call)
      throw refusal()
    },
  }))

/** Purchases, resource sharing, deposits and reading lists: nobody has any, and nobody gets one. */
export const absentOperations: readonly Operation[] = [
  none('purchase-requests', 'purchase_requests', 'purchase_request'),
  ...refused(['POST'], 'purchase-requests', () =>
    refuseAbsent('401873', { what: 'there are no purchase requests' }),
  ),
  ...refused(['GET', 'POST'], 'purchase-requests/:purchase_request_id', () => refuseAbsent('60276')),
  none('resource-sharing-requests', 'user_resource_sharing_requests', 'user_resource_sharing_request'),
  ...refused(['POST'], 'resource-sharing-requests', () =>
    refuseAbsent('401859', { what: 'there is no resource sharing' }),
  ),
  ...refused(['GET', 'POST', 'DELETE'], 'resource-sharing-requests/:request_id', () =>
    refuseAbsent('401694'),
  ),
  none('deposits', 'user_deposits', 'user_deposit'),
  ...refused(['POST'], 'deposits', () => refuseAbsent('401859', { what: 'there are no deposits' })),
  ...refused(['GET', 'POST'], 'deposits/:deposit_id', () => refuseAbsent('402238')),
  none('leganto-notifications', 'leganto_notifications', 'leganto_notification'),
]
