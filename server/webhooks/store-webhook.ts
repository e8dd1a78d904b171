import { sql } from 'kysely'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { createWebhook, Webhook } from '../../contract/webhooks.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { readWebhook } from './list-webhooks.ts'

export type WebhookDraft = Omit<BodyOf<typeof createWebhook>, 'secret'>

/** The columns that adding and editing write; throws `invalid_values` with all that is wrong. `stored`: as it was before. */
export async function judgedColumns(ctx: Context, draft: WebhookDraft, about: About = {}) {
  const { stored, secret, more = [] } = about
  const name = draft.name.trim()
  const address = draft.address.trim()
  const problems = [
    ...(await judgeName(ctx, name, stored)),
    ...judgeAddress(address),
    ...(draft.actions.length === 0 ? [{ field: 'actions', rule: 'one_needed' }] : []),
    ...(await judgeGroups(ctx, draft.userGroups, stored)),
    ...(secret === undefined ? [] : judgeSecret(secret)),
    ...more,
  ]
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return {
    name,
    address,
    format: draft.format,
    actions: [...new Set(draft.actions)],
    user_groups: draft.actions.includes('USER') ? [...new Set(draft.userGroups)] : [],
    updated_by: ctx.actor.name,
    updated_at: ctx.now(),
  }
}

type About = { stored?: Webhook; secret?: string | undefined; more?: readonly FieldProblem[] }

async function judgeName(ctx: Context, name: string, stored?: Webhook): Promise<FieldProblem[]> {
  if (name === '') return [{ field: 'name', rule: 'required' }]
  const { rows } = await sql`select from webhook where institution_id = ${ctx.institution.institutionId}
    and lower(name) = lower(${name}) and webhook_id is distinct from ${stored?.webhookId ?? null}`.execute(
    ctx.db,
  )
  return rows.length > 0 ? [{ field: 'name', rule: 'taken' }] : []
}

/** What is told is about people and travels encrypted, unless it does not leave this machine. */
function judgeAddress(address: string): FieldProblem[] {
  const field = 'address'
  if (!/^https?:\/\/[^\s]+$/.test(address) || !URL.canParse(address))
    return [{ field, rule: 'not_a_web_address' }]
  const { protocol, hostname, username, password, hash } = new URL(address)
  // What asks for pages with a password in the address, or for a part of one, is no listener.
  if (username !== '' || password !== '' || hash !== '') return [{ field, rule: 'plain_address' }]
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return protocol === 'https:' || isHere ? [] : [{ field, rule: 'not_https' }]
}

/** A group that has been switched off may stay, and not be chosen. */
async function judgeGroups(
  ctx: Context,
  groups: readonly string[],
  stored?: Webhook,
): Promise<FieldProblem[]> {
  if (groups.length === 0) return []
  const codes = (await readCodeRules(ctx)).all.get('UserGroups')
  const isUnknown = groups.some(group => !codes?.has(group) && !stored?.userGroups.includes(group))
  return isUnknown ? [{ field: 'userGroups', rule: 'unknown_code' }] : []
}

const fewestCharacters = 8

export function judgeSecret(secret: string): FieldProblem[] {
  const field = 'secret'
  if (secret.length < fewestCharacters) return [{ field, rule: 'too_short', limit: fewestCharacters }]
  return /\p{Cc}/u.test(secret) ? [{ field, rule: 'control_characters' }] : []
}

/** Locks a webhook and gives it as it stands; throws `not_found`. Changes of users go on leaving word meanwhile. */
export async function lockWebhook(ctx: Context, webhookId: number): Promise<Webhook> {
  await sql`select from webhook where institution_id = ${ctx.institution.institutionId}
    and webhook_id = ${webhookId} for no key update`.execute(ctx.db)
  return readWebhook(ctx, webhookId)
}

type Change = { old?: Webhook; new?: Webhook; hasNewSecret?: boolean }

/** Who changed what of a webhook, kept where other changes of the configuration are; of a secret only that it is another. */
export async function recordWebhookChange(ctx: Context, webhookId: number, change: Change): Promise<void> {
  const secret = change.hasNewSecret ? { secret: 'replaced' } : {}
  const now = change.new && { ...told(change.new), ...secret }
  await recordSettings(ctx, [{ key: `webhook.${webhookId}`, old: change.old && told(change.old), new: now }])
}

/** What people decide, and whether it is on. */
export function told({ name, address, format, actions, userGroups, isActive, offReason }: Webhook) {
  return { name, address, format, actions, userGroups, isActive, ...(offReason ? { offReason } : {}) }
}
