import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'
import { Element } from './users.ts'

const text = Type.Optional(Type.String())
const Code = Type.Object({ code: Type.String(), label: Type.String() })

/** What the library tells people about themselves: who they are, where letters go, what they may not do and why. */
export const OwnDetails = Type.Object({
  name: Type.String(),
  primaryId: Type.String(),
  userGroup: Type.Optional(Code),
  expiryDate: text,
  /** With their types in words. */
  addresses: Type.Array(Element),
  phones: Type.Array(Element),
  emails: Type.Array(Element),
  /** Active ones; the note only of those that forbid requesting, as in discovery (seed 002). */
  blocks: Type.Array(Type.Object({ description: Code, note: text, expiryDate: text })),
  /** Notes that are meant for the person. */
  notes: Type.Array(Type.Object({ text: Type.String(), type: Code })),
  activeLoans: Type.Integer(),
  openRequests: Type.Integer(),
  balance: Type.String(),
  countries: Type.Array(Code),
})
export type OwnDetails = Static<typeof OwnDetails>

export const readOwnDetails = endpoint({
  method: 'GET',
  path: '/api/session/details',
  permission: 'session.own',
  summary: 'The own record, as far as it is meant for the person',
  response: OwnDetails,
})

/** Takes the place of the preferred phone as an address does; see `changeOwnAddress`. */
export const changeOwnPhone = endpoint({
  method: 'PUT',
  path: '/api/session/phone',
  permission: 'session.own',
  summary: 'Change the own preferred phone number',
  body: closed({ number: Type.String() }),
})

export const changeOwnEmail = endpoint({
  method: 'PUT',
  path: '/api/session/email',
  permission: 'session.own',
  summary: 'Change the own preferred e-mail address',
  body: closed({ address: Type.String() }),
})
