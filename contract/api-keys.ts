import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, IsoDate } from './page.ts'

/** Parts of the API that a key is good for, as Alma has them. */
export const apiAreas = ['users', 'configuration'] as const
export type ApiArea = (typeof apiAreas)[number]

/** `write` includes `read`. */
export const apiAccesses = ['read', 'write'] as const
export type ApiAccess = (typeof apiAccesses)[number]

const Access = Type.Optional(Type.Enum([...apiAccesses]))
/** A key is not good for areas that are not named. */
const Areas = closed({ users: Access, configuration: Access } satisfies Record<ApiArea, unknown>)
export type ApiAreas = Static<typeof Areas>

export const apiKeyStates = ['active', 'expired', 'off'] as const

const editable = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  areas: Areas,
  /** Addresses, networks and ranges from which it works; none: from everywhere. */
  addressRanges: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 }),
  /** The last day on which it works. */
  expiryDate: Type.Optional(IsoDate),
  isActive: Type.Boolean(),
}

export const ApiKey = Type.Object({
  ...editable,
  apiKeyId: Type.Integer(),
  /** Last four characters of the key. */
  hint: Type.String(),
  state: Type.Enum([...apiKeyStates]),
  createdBy: Type.String(),
  createdAt: Type.String(),
  lastUsedAt: Type.Optional(Type.String()),
  lastUsedFrom: Type.Optional(Type.String()),
})
export type ApiKey = Static<typeof ApiKey>

/** The only answers with the key itself: it is not kept, and never told again. */
export const NewApiKey = Type.Object({ apiKey: ApiKey, key: Type.String() })
export type NewApiKey = Static<typeof NewApiKey>

const ofKey = closed({ apiKeyId: Id })

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api/api-keys',
  permission: 'configuration.view',
  summary: 'Keys of programs, without the keys themselves',
  response: Type.Object({ items: Type.Array(ApiKey) }),
})

export const createApiKey = endpoint({
  method: 'POST',
  path: '/api/api-keys',
  permission: 'configuration.edit',
  summary: 'Make a key for a program',
  body: closed(editable),
  response: NewApiKey,
})

export const editApiKey = endpoint({
  method: 'PUT',
  path: '/api/api-keys/:apiKeyId',
  permission: 'configuration.edit',
  summary: 'Change what a key is good for; the key itself stays',
  params: ofKey,
  body: closed(editable),
  response: ApiKey,
})

export const replaceApiKey = endpoint({
  method: 'POST',
  path: '/api/api-keys/:apiKeyId/key',
  permission: 'configuration.edit',
  summary: 'Make a new key in the place of the old one, which ends at once',
  params: ofKey,
  response: NewApiKey,
})

export const deleteApiKey = endpoint({
  method: 'DELETE',
  path: '/api/api-keys/:apiKeyId',
  permission: 'configuration.edit',
  summary: 'Delete a key, which ends at once',
  params: ofKey,
})
