import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { UserRecord } from './users.ts'

const Code = Type.String({ minLength: 1, maxLength: 50 })

/** The terms of use that the registration rules choose, and what they mean today. */
export const TermsToday = Type.Object({
  code: Type.String(),
  name: Type.String(),
  expiryDate: Type.Optional(Type.String()),
  roleExpiryDate: Type.Optional(Type.String()),
})
export type TermsToday = Static<typeof TermsToday>

export const readTermsFor = endpoint({
  method: 'GET',
  path: '/api/registration/terms',
  permission: 'users.register',
  summary: 'Terms of use for somebody who is about to be registered',
  query: closed({
    recordType: Type.Enum(['PUBLIC', 'STAFF']),
    userGroup: Type.Optional(Code),
    jobCategory: Type.Optional(Code),
    isExternal: Type.Optional(Type.Boolean()),
  }),
  response: Type.Object({ terms: Type.Optional(TermsToday) }),
})

const Partner = Type.Object({ code: Type.String(), name: Type.String() })

export const listPartners = endpoint({
  method: 'GET',
  path: '/api/registration/partners',
  permission: 'users.register',
  summary: 'Institutions whose people can be found and copied',
  response: Type.Object({ items: Type.Array(Partner) }),
})

/** Somebody of a partner. Identifiers stay there. */
export const PersonElsewhere = Type.Object({
  userId: Type.Integer(),
  institution: Partner,
  name: Type.String(),
  email: Type.Optional(Type.String()),
  expiryDate: Type.Optional(Type.String()),
})
export type PersonElsewhere = Static<typeof PersonElsewhere>

/** By the whole of an identifier, an e-mail address or a name: nobody leafs through the people of another institution. */
export const findElsewhere = endpoint({
  method: 'GET',
  path: '/api/registration/elsewhere',
  permission: 'users.register',
  summary: 'Find a user in partner institutions',
  query: closed({ q: Type.String({ minLength: 2, maxLength: 255 }) }),
  response: Type.Object({ items: Type.Array(PersonElsewhere) }),
})

const Source = { institution: Code, userId: Id }

export const readElsewhere = endpoint({
  method: 'GET',
  path: '/api/registration/elsewhere/:institution/:userId',
  permission: 'users.register',
  summary: 'What a linked account of somebody elsewhere begins with',
  params: closed(Source),
  response: Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) }),
})

/** Paths and values as in `createUser`. Without an expiry date the terms of use give one; null is none. */
export const registerUser = endpoint({
  method: 'POST',
  path: '/api/users/register',
  permission: 'users.register',
  mails: true,
  summary: 'Register a patron',
  body: closed({
    recordType: Type.Enum(['PUBLIC', 'STAFF']),
    values: Type.Record(Type.String(), Type.Unknown()),
    /** The student system knows the patron, too: the account is external, and its next load takes it over. */
    hasInstitutionalRecord: Type.Optional(Type.Boolean()),
    /** When the Patron role ends; absent: as the terms of use say, null: never. */
    roleExpiryDate: Type.Optional(Type.Union([Type.String({ maxLength: 10 }), Type.Null()])),
    /** The new user acts for this one in everything: a fulfillment proxy. */
    fulfillmentProxyFor: Type.Optional(Id),
    linkedTo: Type.Optional(closed(Source)),
    acceptLookAlikes: Type.Optional(Type.Boolean()),
    acceptReissue: Type.Optional(Type.Boolean()),
  }),
  response: UserRecord,
})
