import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { deriveKey } from '../master-key.ts'
import { seal, unseal } from '../vault/cipher.ts'

const prefix = 'whsec_'

/** A secret that nobody has, in the form of Standard Webhooks. */
export const newSecret = (): string => prefix + randomBytes(32).toString('base64')

/** Secrets under a key of their own; bound to the webhook, so that a row with another's secret is worth nothing. */
export const sealSecret = (ctx: Context, webhookId: number, secret: string): Buffer =>
  seal(keyOf(ctx), Buffer.from(secret), placeOf(ctx, webhookId))

/** The secret; never to be shown or logged. */
export const openSecret = (ctx: Context, webhookId: number, sealed: Buffer): string =>
  unseal(keyOf(ctx), sealed, placeOf(ctx, webhookId)).toString('utf8')

const keyOf = (ctx: Context): Buffer => deriveKey(ctx.masterKey, 'webhooks')
const placeOf = (ctx: Context, webhookId: number): string => `${ctx.institution.institutionId}/${webhookId}`

/** A message on its way: `id` is the same at every attempt, `at` is that of this one. */
export type Signed = { id: string; at: Date; body: Buffer }

/**
 * The headers by which a listener knows that a message is ours: Alma's (facts: alma-api §6), and those of Standard
 * Webhooks, whose key is what stands in base64 behind `whsec_`, or a secret that was given as it is.
 */
export function signatureHeaders(secret: string, { id, at, body }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  return {
    'x-exl-signature': hmac(secret, body),
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac(standardKey(secret), content)}`,
  }
}

const hmac = (key: string | Buffer, content: Buffer): string =>
  createHmac('sha256', key).update(content).digest('base64')

const standardKey = (secret: string): string | Buffer =>
  secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : secret
