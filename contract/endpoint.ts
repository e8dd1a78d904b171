import type { Static, TSchema } from 'typebox'
import type { Permission } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One HTTP operation, said once: it types the handler, validates what comes in, strips what goes out,
 * documents itself and is the client. `permission: null` means public and must be written out.
 */
export type Endpoint = {
  method: Method
  path: string
  permission: Permission | null
  summary: string
  params?: TSchema
  query?: TSchema
  body?: TSchema
  /** Shows or changes what a library may own: whoever is good for one library reaches what that or the institution owns. */
  isOwned?: true
  /** It can leave a letter, or a message of a webhook, to be sent: whoever sends looks at once. */
  mails?: true
  /** `upload`: the body is multipart with one file and text fields; `download`: the answer is a file. */
  upload?: true
  download?: true
  /** The answer, that of a failure included, sends the browser on to a page of ours. */
  redirect?: true
  /** The body is a form that a page of another site posts: what stands in it must prove itself. */
  foreignForm?: true
  response?: TSchema
}

export type ParamsOf<E extends Endpoint> = E['params'] extends TSchema
  ? Static<E['params']>
  : Record<never, never>
export type QueryOf<E extends Endpoint> = E['query'] extends TSchema
  ? Static<E['query']>
  : Record<never, never>
export type BodyOf<E extends Endpoint> = E['body'] extends TSchema ? Static<E['body']> : undefined
export type ResponseOf<E extends Endpoint> = E['response'] extends TSchema ? Static<E['response']> : undefined

export type RequestOf<E extends Endpoint> = {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
}

/** Keeps the literal types of an endpoint object while checking its shape. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition
}
