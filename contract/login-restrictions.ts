import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'

/** Addresses by a name; `isAllowed`: people may sign in from them. */
const IpGroup = closed({
  code: Type.String({ maxLength: 50 }),
  name: Type.String({ maxLength: 255 }),
  ranges: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 }),
  isAllowed: Type.Boolean(),
})
export type IpGroup = Static<typeof IpGroup>

export const LoginRestrictions = Type.Object({
  isEnabled: Type.Boolean(),
  groups: Type.Array(IpGroup),
  manager: Type.Optional(Type.Object({ userId: Type.Integer(), name: Type.String() })),
  /** Where the one who asks comes from, and whether the groups that are allowed have it. */
  ownAddress: Type.String(),
  isOwnAllowed: Type.Boolean(),
})
export type LoginRestrictions = Static<typeof LoginRestrictions>

export const readLoginRestrictions = endpoint({
  method: 'GET',
  path: '/api/login-restrictions',
  permission: 'configuration.view',
  summary: 'From which addresses people may sign in',
  response: LoginRestrictions,
})

/** Refused from an address that would be left outside. */
export const editLoginRestrictions = endpoint({
  method: 'PUT',
  path: '/api/login-restrictions',
  permission: 'configuration.edit',
  summary: 'Say from which addresses people may sign in',
  body: closed({
    isEnabled: Type.Boolean(),
    groups: Type.Array(IpGroup, { maxItems: 200 }),
    managerId: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  response: LoginRestrictions,
})
