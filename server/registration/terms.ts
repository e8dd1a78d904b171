import type { Period, RegistrationTerms } from '../../contract/assignment.ts'
import type { TermsToday } from '../../contract/registration.ts'
import { requirePermission } from '../access/require-permission.ts'
import { addDays, addMonths, isDate } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type Facts, readRules, ruleFor } from './assignment.ts'
import { deleteChoice, listChoices, readChoice, saveChoice } from './choices.ts'

type Content = Omit<RegistrationTerms, 'code' | 'name'>

/** Terms of use for registering, by name (features K3). */
export async function listTerms(ctx: Context): Promise<RegistrationTerms[]> {
  requirePermission(ctx, 'configuration.view')
  return listChoices<Content>(ctx, 'registration_terms')
}

/** Adds terms of use, or replaces them. */
export async function saveTerms(
  ctx: Context,
  terms: RegistrationTerms & { isNew: boolean },
): Promise<RegistrationTerms> {
  requirePermission(ctx, 'configuration.edit')
  const periods = { userRenewal: terms.userRenewal, roleRenewal: terms.roleRenewal }
  const wrong = Object.entries(periods).filter(([, one]) => one.kind === 'date' && !isDate(one.date))
  const problems = wrong.map(([field]) => ({ field, rule: 'not_a_date' }))
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return saveChoice<Content>(ctx, 'registration_terms', terms)
}

/** Deletes terms of use that no rule chooses. */
export async function deleteTerms(ctx: Context, code: string): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await deleteChoice(ctx, 'registration_terms', { code })
}

/** The terms that the first matching rule chooses, with the dates that they mean today; undefined if none does. */
export async function termsFor(ctx: Context, facts: Facts, today: string): Promise<TermsToday | undefined> {
  const rule = ruleFor(await readRules(ctx, 'registration'), facts)
  if (!rule) return undefined
  const terms = await readChoice<Content>(ctx, 'registration_terms', rule.chosen[0]!)
  const expiryDate = endOf(terms.userRenewal, today)
  const roleExpiryDate = endOf(terms.roleRenewal, today)
  return {
    code: terms.code,
    name: terms.name,
    ...(expiryDate ? { expiryDate } : {}),
    ...(roleExpiryDate ? { roleExpiryDate } : {}),
  }
}

/** A fixed date that is over by now is no end: nobody is registered as expired. */
export function endOf(period: Period, today: string): string | undefined {
  if (period.kind === 'days') return addDays(today, period.amount)
  if (period.kind === 'months') return addMonths(today, period.amount)
  return period.kind === 'date' && period.date >= today ? period.date : undefined
}
