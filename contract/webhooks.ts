import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** What a webhook can want to hear of, by Alma's names. */
export const webhookActions = ['USER', 'JOB_END'] as const
export type WebhookAction = (typeof webhookActions)[number]

export const webhookFormats = ['JSON', 'XML'] as const

/** `silent`: it is on, and nothing has arrived lately. */
export const webhookStates = ['active', 'silent', 'off'] as const

/** Why it is off: nobody has switched it on, somebody switched it off, its address is another now, it was silent for days. */
export const offReasons = ['NEW', 'SWITCHED_OFF', 'MOVED', 'SILENT'] as const

export const deliveryStatuses = ['WAITING', 'DELIVERED', 'FAILED'] as const

const editable = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  address: Type.String({ minLength: 1, maxLength: 1000 }),
  format: Type.Enum([...webhookFormats]),
  actions: Type.Array(Type.Enum([...webhookActions]), { maxItems: webhookActions.length }),
  /** Of users of these groups only; none: of all. */
  userGroups: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 }),
}

export const Webhook = Type.Object({
  ...editable,
  webhookId: Type.Integer(),
  isActive: Type.Boolean(),
  state: Type.Enum([...webhookStates]),
  offReason: Type.Optional(Type.Enum([...offReasons])),
  /** When what listens at this address answered the challenge. */
  checkedAt: Type.Optional(Type.String()),
  lastDeliveryAt: Type.Optional(Type.String()),
  silentSince: Type.Optional(Type.String()),
  nextAttemptAt: Type.Optional(Type.String()),
  /** Why the last attempt failed: a code such as `HTTP 500` or `TIMEOUT`. */
  error: Type.Optional(Type.String()),
  waiting: Type.Integer(),
  failed: Type.Integer(),
  createdBy: Type.String(),
  createdAt: Type.String(),
  updatedBy: Type.String(),
  updatedAt: Type.String(),
})
export type Webhook = Static<typeof Webhook>

/** The only answers with the secret: it is never told again. */
export const NewWebhook = Type.Object({ webhook: Webhook, secret: Type.String() })
export type NewWebhook = Static<typeof NewWebhook>

const ofWebhook = closed({ webhookId: Id })
/** None: a new one is made. */
const Secret = Type.Optional(Type.String({ maxLength: 200 }))

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/webhooks',
  permission: 'configuration.view',
  summary: 'Webhooks with how they are, without their secrets',
  response: Type.Object({ items: Type.Array(Webhook) }),
})

export const createWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks',
  permission: 'configuration.edit',
  summary: 'Add a webhook, which is off until its address has been checked',
  body: closed({ ...editable, secret: Secret }),
  response: NewWebhook,
})

export const editWebhook = endpoint({
  method: 'PUT',
  path: '/api/webhooks/:webhookId',
  permission: 'configuration.edit',
  mails: true,
  summary: 'Change a webhook, switch it on and off; its secret stays',
  params: ofWebhook,
  body: closed({ ...editable, isActive: Type.Boolean() }),
  response: Webhook,
})

export const replaceWebhookSecret = endpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/secret',
  permission: 'configuration.edit',
  summary: 'Sign with another secret from now on',
  params: ofWebhook,
  body: closed({ secret: Secret }),
  response: NewWebhook,
})

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/api/webhooks/:webhookId',
  permission: 'configuration.edit',
  summary: 'Delete a webhook with all that waits for it',
  params: ofWebhook,
})

/** `answered`: with something else than the challenge. */
export const checkResults = [
  'ok',
  'unreachable',
  'too_slow',
  'redirected',
  'wrong_status',
  'too_long',
  'answered',
] as const
export type CheckResult = (typeof checkResults)[number]

export const checkWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/check',
  permission: 'configuration.edit',
  summary: 'Ask the address of a webhook for its challenge',
  params: ofWebhook,
  response: Type.Object({
    result: Type.Enum([...checkResults]),
    status: Type.Optional(Type.Integer()),
    webhook: Webhook,
  }),
})

export const Delivery = Type.Object({
  deliveryId: Type.Integer(),
  /** `USER_CREATED`, `USER_UPDATED`, `USER_DELETED`, `JOB_END`. */
  event: Type.String(),
  userId: Type.Optional(Type.Integer()),
  taskId: Type.Optional(Type.Integer()),
  at: Type.String(),
  status: Type.Enum([...deliveryStatuses]),
  attempts: Type.Integer(),
  error: Type.Optional(Type.String()),
  endedAt: Type.Optional(Type.String()),
  nextAttemptAt: Type.Optional(Type.String()),
})
export type Delivery = Static<typeof Delivery>

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/webhooks/:webhookId/deliveries',
  permission: 'configuration.view',
  summary: 'What a webhook was told and is to be told, newest first',
  params: ofWebhook,
  query: closed({ ...PageQuery, status: Type.Optional(Type.Enum([...deliveryStatuses])) }),
  response: pageOf(Delivery),
})

export const sendDeliveryAgain = endpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/deliveries/:deliveryId/again',
  permission: 'configuration.edit',
  mails: true,
  summary: 'Tell a webhook once more what it was told, or could not be told',
  params: closed({ webhookId: Id, deliveryId: Id }),
  response: Delivery,
})

export const sendFailedAgain = endpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/failed/again',
  permission: 'configuration.edit',
  mails: true,
  summary: 'Tell a webhook once more all that it could not be told',
  params: ofWebhook,
  response: Type.Object({ count: Type.Integer() }),
})
