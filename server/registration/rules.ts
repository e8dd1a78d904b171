import { type RawBuilder, sql } from 'kysely'
import type { AssignmentRule, createRule as Create, RuleKind } from '../../contract/assignment.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { listChoices } from './choices.ts'

/** The rules of a kind, in their order. */
export async function listRules(ctx: Context, kind: RuleKind): Promise<AssignmentRule[]> {
  requirePermission(ctx, 'configuration.view')
  return readWhere(ctx, sql`kind = ${kind}`)
}

type Content = BodyOf<typeof Create>

/** Adds a rule at the end, but in front of a last one without conditions: behind that, nobody would reach it. */
export async function createRule(ctx: Context, kind: RuleKind, rule: Content): Promise<AssignmentRule> {
  requirePermission(ctx, 'configuration.edit')
  return changing(ctx, async inner => {
    await judgeRule(inner, kind, rule)
    const before = await readWhere(inner, sql`kind = ${kind}`)
    const { rows } = await sql<{ rule_id: number }>`
      insert into assignment_rule (institution_id, kind, position, name, is_enabled, conditions, chosen)
      values (${ctx.institution.institutionId}, ${kind}, ${before.length + 1}, ${rule.name}, ${rule.isEnabled},
        ${JSON.stringify(rule.conditions)}::jsonb, ${rule.chosen})
      returning rule_id`.execute(inner.db)
    const ruleId = rows[0]!.rule_id
    const last = before.at(-1)
    const isBehindAll = last && Object.values(last.conditions).every(codes => codes.length === 0)
    const others = before.map(one => one.ruleId)
    await putInOrder(
      inner,
      isBehindAll ? [...others.slice(0, -1), ruleId, ...others.slice(-1)] : [...others, ruleId],
    )
    return record(inner, undefined, await readRule(inner, kind, ruleId))
  })
}

export type RuleOf = { kind: RuleKind; ruleId: number }

/** Replaces a rule; its place stays. */
export async function editRule(
  ctx: Context,
  { kind, ruleId, ...rule }: RuleOf & Content,
): Promise<AssignmentRule> {
  requirePermission(ctx, 'configuration.edit')
  return changing(ctx, async inner => {
    const old = await readRule(inner, kind, ruleId)
    await judgeRule(inner, kind, rule)
    await sql`update assignment_rule set name = ${rule.name}, is_enabled = ${rule.isEnabled},
        conditions = ${JSON.stringify(rule.conditions)}::jsonb, chosen = ${rule.chosen}
      where ${named(ctx, ruleId)}`.execute(inner.db)
    return record(inner, old, await readRule(inner, kind, ruleId))
  })
}

export async function deleteRule(ctx: Context, { kind, ruleId }: RuleOf): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await changing(ctx, async inner => {
    const old = await readRule(inner, kind, ruleId)
    await sql`delete from assignment_rule where ${named(ctx, ruleId)}`.execute(inner.db)
    await recordSettings(inner, [{ key: `assignment_rule.${ruleId}`, old, new: undefined }])
  })
}

/** Puts all rules of the kind into this order; `conflict` if they are not just these any more. */
export async function orderRules(
  ctx: Context,
  { kind, ruleIds }: { kind: RuleKind; ruleIds: number[] },
): Promise<AssignmentRule[]> {
  requirePermission(ctx, 'configuration.edit')
  return changing(ctx, async inner => {
    const old = (await readWhere(inner, sql`kind = ${kind}`)).map(rule => rule.ruleId)
    const sorted = (ids: number[]) => ids.toSorted((one, two) => one - two).join()
    if (sorted(old) !== sorted(ruleIds)) throw appError('conflict')
    await putInOrder(inner, ruleIds)
    await recordSettings(inner, [{ key: `assignment_rule.${kind}`, old, new: ruleIds }])
    return readWhere(inner, sql`kind = ${kind}`)
  })
}

/** Who changes rules takes turns with who else does, and with who deletes what they choose. */
function changing<T>(ctx: Context, act: (ctx: Context) => Promise<T>): Promise<T> {
  return inTransaction(ctx.db, async db => {
    await sql`select from institution where institution_id = ${ctx.institution.institutionId} for no key update`.execute(
      db,
    )
    return act({ ...ctx, db })
  })
}

async function putInOrder(ctx: Context, ruleIds: number[]): Promise<void> {
  await sql`update assignment_rule r set position = o.position
    from unnest(${ruleIds}::bigint[]) with ordinality as o(rule_id, position)
    where r.institution_id = ${ctx.institution.institutionId} and r.rule_id = o.rule_id
      and r.position <> o.position`.execute(ctx.db)
}

async function record(ctx: Context, old: AssignmentRule | undefined, now: AssignmentRule) {
  await recordSettings(ctx, [{ key: `assignment_rule.${now.ruleId}`, old, new: now }])
  return now
}

const tableOf = {
  recordTypes: 'AddNewUserOptions',
  userGroups: 'UserGroups',
  jobCategories: 'JobTitles',
  accountTypes: 'UserUserType',
} as const

/** Codes that there are, and choices that there are: one set of terms of use, any number of profiles. */
async function judgeRule(ctx: Context, kind: RuleKind, { conditions, chosen }: Content): Promise<void> {
  const { all } = await readCodeRules(ctx)
  const problems = Object.entries(tableOf).flatMap(([name, table]): FieldProblem[] => {
    const isKnown = conditions[name as keyof typeof tableOf].every(code => all.get(table)?.has(code))
    return isKnown ? [] : [{ field: `conditions/${name}`, rule: 'unknown_code' }]
  })
  const choices = await listChoices(ctx, kind === 'roles' ? 'role_profile' : 'registration_terms')
  const codes = new Set(choices.map(choice => choice.code))
  if (!chosen.every(code => codes.has(code))) problems.push({ field: 'chosen', rule: 'unknown_code' })
  if (kind === 'registration' && chosen.length > 1)
    problems.push({ field: 'chosen', rule: 'too_many', limit: 1 })
  if (problems.length > 0) throw appError('invalid_values', { problems })
}

const named = ({ institution }: Context, ruleId: number) =>
  sql`institution_id = ${institution.institutionId} and rule_id = ${ruleId}`

async function readRule(ctx: Context, kind: RuleKind, ruleId: number): Promise<AssignmentRule> {
  const [rule] = await readWhere(ctx, sql`kind = ${kind} and rule_id = ${ruleId}`)
  if (!rule) throw appError('not_found', { entity: 'assignment_rule', id: ruleId })
  return rule
}

const noConditions = { recordTypes: [], userGroups: [], jobCategories: [], accountTypes: [] }

async function readWhere(ctx: Context, where: RawBuilder<unknown>): Promise<AssignmentRule[]> {
  const { rows } = await sql<AssignmentRule>`
    select rule_id as "ruleId", name, is_enabled as "isEnabled", conditions, chosen from assignment_rule
    where institution_id = ${ctx.institution.institutionId} and ${where}
    order by position, rule_id`.execute(ctx.db)
  return rows.map(row => ({ ...row, conditions: { ...noConditions, ...row.conditions } }))
}
