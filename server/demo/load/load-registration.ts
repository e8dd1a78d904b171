import type { Conditions, ProfileRole } from '../../../contract/assignment.ts'
import type { Context } from '../../context.ts'
import { saveRoleProfile } from '../../registration/role-profiles.ts'
import { createRule } from '../../registration/rules.ts'
import { saveTerms } from '../../registration/terms.ts'

const active = (role_type: string, more: Partial<ProfileRole> = {}): ProfileRole => ({
  role_type,
  status: 'ACTIVE',
  ...more,
})

const desk = { scope: 'MAIN', parameters: [{ type: 'CirculationDesk', value: 'MAIN_CIRC', scope: 'MAIN' }] }

/** Bundles of roles beside the one of every patron. */
const profiles = [
  { code: 'CATALOGING', name: 'Cataloging staff', roles: [active('204'), active('210', { scope: 'MAIN' })] },
  {
    code: 'DESK_ASSISTANT',
    name: 'Student assistants at the main desk',
    roles: [active('32', { ...desk, expiry_days: 180 })],
  },
  { code: 'NO_ROLES', name: 'Without roles', roles: [] },
]

const everybody: Conditions = { recordTypes: [], userGroups: [], jobCategories: [], accountTypes: [] }

/** In front of the default, by which everybody is a patron. */
const roleRules = [
  {
    name: 'Librarians who catalog',
    conditions: { ...everybody, recordTypes: ['STAFF'], jobCategories: ['CATALOGER'] },
    chosen: ['CATALOGING', 'PATRON'],
  },
  {
    name: 'Student assistants',
    conditions: { ...everybody, jobCategories: ['STUDENT_ASSISTANT'] },
    chosen: ['DESK_ASSISTANT', 'PATRON'],
  },
  {
    name: 'Partner library patrons',
    conditions: { ...everybody, userGroups: ['LINKED'] },
    chosen: ['PATRON'],
  },
]

const year = { kind: 'months', amount: 12 } as const

/** Terms of use, each with the user groups that are registered by them. */
const terms = [
  {
    code: 'STUDENTS',
    name: 'Students',
    userRenewal: { kind: 'months', amount: 6 } as const,
    roleRenewal: { kind: 'months', amount: 6 } as const,
    groups: ['UNDERGRAD', 'GRAD'],
  },
  {
    code: 'GUESTS',
    name: 'Guests',
    userRenewal: { kind: 'days', amount: 90 } as const,
    roleRenewal: { kind: 'days', amount: 90 } as const,
    groups: ['VISITOR', 'COURTESY', 'LINKED'],
  },
  {
    code: 'YEARLY',
    name: 'Everybody else',
    userRenewal: year,
    roleRenewal: { kind: 'none' } as const,
    groups: [],
  },
]

/** Role profiles, terms of use, and the rules that choose them. */
export async function loadRegistration(ctx: Context): Promise<void> {
  for (const profile of profiles) await saveRoleProfile(ctx, { ...profile, isNew: true })
  for (const rule of roleRules) await createRule(ctx, 'roles', { ...rule, isEnabled: true })
  for (const { groups: userGroups, ...one } of terms) {
    await saveTerms(ctx, { ...one, isNew: true })
    const conditions = { ...everybody, userGroups }
    await createRule(ctx, 'registration', { name: one.name, isEnabled: true, conditions, chosen: [one.code] })
  }
}
