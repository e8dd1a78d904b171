import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { TaskReport } from './tasks.ts'

const Code = Type.String({ minLength: 1, maxLength: 50, pattern: '^[\\w.-]+$' })
const Name = Type.String({ minLength: 1, maxLength: 255 })
const Codes = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 200, uniqueItems: true })

const Parameter = closed({
  type: Type.String({ maxLength: 50 }),
  value: Type.String({ maxLength: 255 }),
  scope: Type.Optional(Type.String({ maxLength: 50 })),
})

/** A role of a profile, named as in the record. Only active ones are given; without a scope, for the institution. */
export const ProfileRole = closed({
  role_type: Type.String({ maxLength: 50 }),
  scope: Type.Optional(Type.String({ maxLength: 50 })),
  parameters: Type.Optional(Type.Array(Parameter, { maxItems: 100 })),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  /** The role ends so many days after it was given; absent: never. */
  expiry_days: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_500 })),
})
export type ProfileRole = Static<typeof ProfileRole>

/** A bundle of roles that rules give to new users; it may be empty, for users who shall have none. */
const profile = { name: Name, roles: Type.Array(ProfileRole, { maxItems: 100 }) }
export const RoleProfile = closed({ code: Code, ...profile })
export type RoleProfile = Static<typeof RoleProfile>

/** How long something is good for: until a date, or so long after today. */
export const Period = Type.Union([
  closed({ kind: Type.Literal('none') }),
  closed({ kind: Type.Enum(['days', 'months']), amount: Type.Integer({ minimum: 1, maximum: 36_500 }) }),
  closed({ kind: Type.Literal('date'), date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }) }),
])
export type Period = Static<typeof Period>

/** What registering at the desk brings: how long the account is good, and how long the Patron role. */
const terms = { name: Name, userRenewal: Period, roleRenewal: Period }
export const RegistrationTerms = closed({ code: Code, ...terms })
export type RegistrationTerms = Static<typeof RegistrationTerms>

export const ruleKinds = ['roles', 'registration'] as const
export type RuleKind = (typeof ruleKinds)[number]

/** Codes of which a new user must have one; an empty list is no condition. Contacts are meant only where they are named. */
export const Conditions = closed({
  recordTypes: Codes,
  userGroups: Codes,
  jobCategories: Codes,
  accountTypes: Codes,
})
export type Conditions = Static<typeof Conditions>

const rule = {
  name: Name,
  isEnabled: Type.Boolean(),
  conditions: Conditions,
  /** Codes: of role profiles, or of one set of terms of use. */
  chosen: Type.Array(Code, { minItems: 1, maxItems: 50, uniqueItems: true }),
}
export const AssignmentRule = Type.Object({ ruleId: Type.Integer(), ...rule })
export type AssignmentRule = Static<typeof AssignmentRule>

const edit = 'configuration.edit' as const
const view = 'configuration.view' as const
const ByCode = closed({ code: Code })

export const listRoleProfiles = endpoint({
  method: 'GET',
  path: '/api/role-profiles',
  permission: view,
  summary: 'Role profiles, by name',
  response: Type.Object({ items: Type.Array(RoleProfile) }),
})

export const createRoleProfile = endpoint({
  method: 'POST',
  path: '/api/role-profiles',
  permission: edit,
  summary: 'Add a role profile',
  body: RoleProfile,
  response: RoleProfile,
})

/** Nobody's roles change by it; `planRoles` does that. */
export const editRoleProfile = endpoint({
  method: 'PUT',
  path: '/api/role-profiles/:code',
  permission: edit,
  summary: 'Replace the name and the roles of a role profile',
  params: ByCode,
  body: closed(profile),
  response: RoleProfile,
})

/** Refused with `in_use` while a rule chooses it or a user has roles by it. */
export const deleteRoleProfile = endpoint({
  method: 'DELETE',
  path: '/api/role-profiles/:code',
  permission: edit,
  summary: 'Delete a role profile that is not in use',
  params: ByCode,
})

export const listTerms = endpoint({
  method: 'GET',
  path: '/api/registration-terms',
  permission: view,
  summary: 'Terms of use for registering, by name',
  response: Type.Object({ items: Type.Array(RegistrationTerms) }),
})

export const createTerms = endpoint({
  method: 'POST',
  path: '/api/registration-terms',
  permission: edit,
  summary: 'Add terms of use',
  body: RegistrationTerms,
  response: RegistrationTerms,
})

export const editTerms = endpoint({
  method: 'PUT',
  path: '/api/registration-terms/:code',
  permission: edit,
  summary: 'Replace terms of use',
  params: ByCode,
  body: closed(terms),
  response: RegistrationTerms,
})

export const deleteTerms = endpoint({
  method: 'DELETE',
  path: '/api/registration-terms/:code',
  permission: edit,
  summary: 'Delete terms of use that no rule chooses',
  params: ByCode,
})

const OfKind = closed({ kind: Type.Enum(ruleKinds) })

export const listRules = endpoint({
  method: 'GET',
  path: '/api/assignment-rules/:kind',
  permission: view,
  summary: 'Rules for new users, in their order',
  params: OfKind,
  response: Type.Object({ items: Type.Array(AssignmentRule) }),
})

/** A new rule comes last, but in front of a last one that everybody matches. */
export const createRule = endpoint({
  method: 'POST',
  path: '/api/assignment-rules/:kind',
  permission: edit,
  summary: 'Add a rule',
  params: OfKind,
  body: closed(rule),
  response: AssignmentRule,
})

const OneRule = closed({ kind: Type.Enum(ruleKinds), ruleId: Id })

export const editRule = endpoint({
  method: 'PUT',
  path: '/api/assignment-rules/:kind/:ruleId',
  permission: edit,
  summary: 'Replace a rule',
  params: OneRule,
  body: closed(rule),
  response: AssignmentRule,
})

export const deleteRule = endpoint({
  method: 'DELETE',
  path: '/api/assignment-rules/:kind/:ruleId',
  permission: edit,
  summary: 'Delete a rule',
  params: OneRule,
})

/** Names every rule of the kind once; refused with `conflict` if there are others by now. */
export const orderRules = endpoint({
  method: 'PUT',
  path: '/api/assignment-rules/:kind/order',
  permission: edit,
  summary: 'Put the rules into this order',
  params: OfKind,
  body: closed({ ruleIds: Type.Array(Id, { maxItems: 1000, uniqueItems: true }) }),
  response: Type.Object({ items: Type.Array(AssignmentRule) }),
})

/** Plans what profiles mean for those who are there: for everybody who has roles by a profile, or for a population. */
export const planRoles = endpoint({
  method: 'POST',
  path: '/api/tasks/update-roles',
  permission: 'tasks.update_roles',
  summary: 'Plan a change of roles by role profiles',
  body: closed({
    profile: Type.Optional(Code),
    /** A filter: their roles become those that the rules would give them today. */
    population: Type.Optional(Type.Unknown()),
    name: Type.Optional(Type.String({ maxLength: 255 })),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: TaskReport,
})
