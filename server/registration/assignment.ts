import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Conditions, ProfileRole, RuleKind } from '../../contract/assignment.ts'
import { addDays } from '../calendar.ts'
import type { Context } from '../context.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'

/** What rules look at. */
export type Facts = { recordType: Json; userGroup: Json; jobCategory: Json; accountType: Json }

export const factsOf = (record: RecordDocument): Facts => ({
  recordType: record['record_type'] ?? null,
  userGroup: record['user_group'] ?? null,
  jobCategory: record['job_category'] ?? null,
  accountType: record['account_type'] ?? null,
})

type Rule = { name: string; conditions: Partial<Conditions>; chosen: string[] }

/** A role as a profile gives it: where it stands in the record, and its element but what differs from case to case. */
export type GivenRole = { path: string; element: Record<string, Json>; expiryDays: number | undefined }

/** The rules and profiles of the institution, read once for however many users. */
export type Assignment = { rules: readonly Rule[]; rolesOf: ReadonlyMap<string, readonly GivenRole[]> }

/** Reads the role assignment rules that hold now, and what their profiles give. */
export async function readAssignment(ctx: Context): Promise<Assignment> {
  const { institutionId, code } = ctx.institution
  const { rows } = await sql<{ code: string; roles: ProfileRole[] }>`
    select code, content -> 'roles' as roles from role_profile where institution_id = ${institutionId}`.execute(
    ctx.db,
  )
  return {
    rules: await readRules(ctx, 'roles'),
    rolesOf: new Map(rows.map(row => [row.code, givenRoles(row.code, row.roles, code)])),
  }
}

/** The rules of a kind that are switched on, in their order. */
export async function readRules(ctx: Context, kind: RuleKind): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select name, conditions, chosen from assignment_rule
    where institution_id = ${ctx.institution.institutionId} and kind = ${kind} and is_enabled
    order by position, rule_id`.execute(ctx.db)
  return rows
}

/** Only what is active in a profile is given. The place follows from profile, role and scope: given again, it is the same. */
function givenRoles(profile: string, roles: readonly ProfileRole[], institutionCode: string): GivenRole[] {
  return roles
    .filter(role => role.status === 'ACTIVE')
    .map(({ expiry_days: expiryDays, role_type, scope = institutionCode, parameters }) => ({
      path: `role/p${hash('md5', [profile, role_type, scope].join('\n')).slice(0, 15)}`,
      element: { role_type, scope, profile, ...(parameters ? { parameters: parameters as Json } : {}) },
      expiryDays,
    }))
}

/** The first rule that holds for these facts. Contacts are meant only by rules that name them. */
export function ruleFor(rules: readonly Rule[], facts: Facts): Rule | undefined {
  const holds = (codes: readonly string[] | undefined, fact: Json) =>
    codes === undefined || codes.length === 0 || codes.includes(fact as string)
  return rules.find(
    ({ conditions }) =>
      (facts.recordType !== 'CONTACT' || conditions.recordTypes?.includes('CONTACT')) &&
      holds(conditions.recordTypes, facts.recordType) &&
      holds(conditions.userGroups, facts.userGroup) &&
      holds(conditions.jobCategories, facts.jobCategory) &&
      holds(conditions.accountTypes, facts.accountType),
  )
}

/** What the first matching rule gives; of two profiles with the same role for the same scope, the first one's. */
export function rolesByRule({ rules, rolesOf }: Assignment, facts: Facts): GivenRole[] {
  const given = (ruleFor(rules, facts)?.chosen ?? []).flatMap(code => rolesOf.get(code) ?? [])
  const kindOf = ({ element }: GivenRole) => `${element['role_type']}\n${element['scope']}`
  return given.filter((one, index) => given.findIndex(other => kindOf(other) === kindOf(one)) === index)
}

/** Who gives the roles, when (as documents write it), and on which day. */
export type Origin = { by: string; moment: string; today: string }

/** The roles of a new user, as elements of the record. Who is given roles by hand gets none by rule. */
export function newRoles(
  record: RecordDocument,
  assignment: Assignment,
  origin: Origin,
): Record<string, Json> {
  if (Object.keys(record).some(path => path.startsWith('role/'))) return {}
  const roles = rolesByRule(assignment, factsOf(record))
  return Object.fromEntries(roles.map(role => [role.path, roleElement(role, origin)]))
}

/**
 * What the rules of today change about the roles of a record: roles that a profile gave come and go with them, and those that
 * a person gave stay, and stand instead of the same one by a rule. A role that stays keeps its status and its end.
 */
export function recalculatedRoles(record: RecordDocument, assignment: Assignment, origin: Origin): Patch {
  const held = Object.entries(record).filter(([path]) => path.startsWith('role/')) as [string, Element][]
  const wanted = rolesByRule(assignment, factsOf(record))
  const isGivenByHand = ({ element }: GivenRole) =>
    held.some(([, one]) => one['profile'] === undefined && sameRole(one, element))
  const added = wanted.filter(role => !(role.path in record) && !isGivenByHand(role))
  const lost = held.filter(
    ([path, one]) => one['profile'] !== undefined && !wanted.some(role => role.path === path),
  )
  return {
    ...Object.fromEntries(lost.map(([path]) => [path, null])),
    ...Object.fromEntries(added.map(role => [role.path, roleElement(role, origin)])),
  }
}

type Element = Record<string, Json>

/** By hand a role for the whole institution needs no scope; a profile names the institution. */
const sameRole = (byHand: Element, given: Element): boolean =>
  byHand['role_type'] === given['role_type'] && (byHand['scope'] ?? given['scope']) === given['scope']

/** The element that a role becomes. */
export function roleElement({ element, expiryDays }: GivenRole, origin: Origin): Record<string, Json> {
  return completeElement('role', {
    ...element,
    status_date: origin.today,
    expiry_date: expiryDays === undefined ? undefined : addDays(origin.today, expiryDays),
    created_by: origin.by,
    created_at: origin.moment,
  })
}
