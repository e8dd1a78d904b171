import type { WebhookAction, webhookFormats } from '../../contract/webhooks.ts'
import { type AlmaTree, coded } from '../alma-user/alma-tree.ts'
import { toAlmaXml } from '../alma-user/to-alma-xml.ts'
import type { Context } from '../context.ts'

export type UserMethod = 'CREATE' | 'UPDATE' | 'DELETE'

/** Of these Alma's first is known; the others are called alike (facts: alma-api §6). */
export const eventNames: Readonly<Record<UserMethod, string>> = {
  CREATE: 'USER_CREATED',
  UPDATE: 'USER_UPDATED',
  DELETE: 'USER_DELETED',
}

/** All events, and what they are called. */
export const eventWords: Readonly<Record<string, string>> = {
  USER_CREATED: 'User created',
  USER_UPDATED: 'User updated',
  USER_DELETED: 'User deleted',
  JOB_END: 'Job ended',
}

/** What an event is about, and what that is called. */
export const actionWords: Readonly<Record<WebhookAction, string>> = { USER: 'Users', JOB_END: 'Ends of jobs' }

/** What happened; `payload` is one entry, named as Alma names it. */
export type Happened = { id: string; action: string; event: string; at: Date; payload: AlmaTree }

/** A message as Alma sends it; the order of its keys is part of the contract (facts: alma-api §6). */
export const envelopeOf = (
  { institution }: Context,
  { id, action, event, at, payload }: Happened,
): AlmaTree => ({
  id,
  action,
  institution: coded(institution.code, institution.name),
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  event: coded(event, eventWords[event] ?? ''),
  ...payload,
})

type Format = (typeof webhookFormats)[number]

const contentTypes: Readonly<Record<Format, string>> = {
  JSON: 'application/json;charset=UTF-8',
  XML: 'application/xml;charset=UTF-8',
}

/** The bytes that are signed and sent. */
export function written(format: Format, envelope: AlmaTree): { body: Buffer; contentType: string } {
  const text = format === 'XML' ? toAlmaXml('webhook', envelope) : JSON.stringify(envelope)
  return { body: Buffer.from(text), contentType: contentTypes[format] }
}
