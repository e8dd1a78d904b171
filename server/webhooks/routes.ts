import * as contract from '../../contract/webhooks.ts'
import type { Routes } from '../http/mount.ts'
import { checkWebhook } from './check-webhook.ts'
import { createWebhook } from './create-webhook.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { editWebhook } from './edit-webhook.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listWebhooks } from './list-webhooks.ts'
import { replaceSecret } from './replace-secret.ts'
import { sendAgain, sendFailedAgain } from './send-again.ts'

/** Webhooks: what other programs are told of (facts: alma-api §6). */
export const webhookRoutes: Routes = mount => {
  mount(contract.listWebhooks, ctx => listWebhooks(ctx))
  mount(contract.createWebhook, (ctx, { body }) => createWebhook(ctx, body))
  mount(contract.editWebhook, (ctx, { params, body }) => editWebhook(ctx, { ...params, ...body }))
  mount(contract.replaceWebhookSecret, (ctx, { params, body }) => replaceSecret(ctx, { ...params, ...body }))
  mount(contract.deleteWebhook, async (ctx, { params }) => {
    await deleteWebhook(ctx, params.webhookId)
    return undefined
  })
  mount(contract.checkWebhook, (ctx, { params }) => checkWebhook(ctx, params.webhookId))
  mount(contract.listDeliveries, (ctx, { params, query }) => listDeliveries(ctx, { ...params, ...query }))
  mount(contract.sendDeliveryAgain, (ctx, { params }) => sendAgain(ctx, params))
  mount(contract.sendFailedAgain, (ctx, { params }) => sendFailedAgain(ctx, params.webhookId))
}
