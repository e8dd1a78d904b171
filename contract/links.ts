import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'

/** What other systems and institutions can hold against a deletion (features L2, Q3). */
export const linkKinds = [
  'PO_LINE',
  'PO',
  'INVOICE',
  'LOCKED_BIB',
  'IMPORT_PROFILE',
  'METADATA_EDITOR',
  'PURCHASE_REQUEST',
  'RESEARCH_ASSET',
  'RESEARCH_GRANT',
  'ACTIVE_ELSEWHERE',
] as const
export type LinkKind = (typeof linkKinds)[number]

/** Purchase requests with one of these are over and hold nobody; with any other, or with none, they do (features L2). */
export const settledPurchaseRequests = [
  'REJECTED',
  'APPROVED',
  'ORDER_COMPLETE',
  'TO_BE_CANCELED',
  'FAILED',
  'CANCELLED',
] as const

const LinkValues = {
  kind: Type.Enum(linkKinds),
  /** What people read: a number, a title. */
  label: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  status: Type.Optional(Type.String({ pattern: '^[A-Z][A-Z_]{0,49}$' })),
}

export const UserLink = Type.Object({ ...LinkValues, source: Type.String(), createdAt: Type.String() })
export type UserLink = Static<typeof UserLink>

const UserLinks = Type.Object({ items: Type.Array(UserLink) })
const params = closed({ userId: Id })

export const readLinks = endpoint({
  method: 'GET',
  path: '/api/users/:userId/links',
  permission: 'links.manage',
  summary: 'What other systems hold against the deletion of a user',
  params,
  response: UserLinks,
})

/** Meant for the systems themselves: acquisitions, cataloguing, research. An empty list takes back all of the source. */
export const replaceLinks = endpoint({
  method: 'PUT',
  path: '/api/users/:userId/links',
  permission: 'links.manage',
  summary: 'Replace all links of one source to a user',
  params,
  body: closed({
    source: Type.String({ minLength: 1, maxLength: 100 }),
    links: Type.Array(closed(LinkValues), { maxItems: 1000 }),
  }),
  response: UserLinks,
})
