import type { DemoOptions } from './demo-user.ts'
import type { Lifecycle } from './lifecycle.ts'
import { linkedAccounts } from './linked-accounts.ts'
import { type Patron, patronOf, type Scenario, scenarios } from './scenarios.ts'
import { staffUsers } from './staff.ts'

/** Counts over the first users of the student system; staff and partner accounts are counted apart. */
export type DemoNumbers = {
  users: number
  lifecycles: Record<Lifecycle, number>
  groups: Record<string, number>
  inactive: number
  expired: number
  purge: {
    /** Purge date today or earlier: the rows of the consortium's report. */
    reached: number
    /** Purge date before today: what the purge job looks at. */
    before_today: number
    /** Of those before today: the account is still valid. */
    not_expired: number
    /** Of those before today, expired: how many meet each reason; one person can meet several. */
    reasons: Record<Scenario, number>
    /** Of those before today, expired: nothing at all keeps them. */
    free: number
    /** As `free`, but small fees (at most 4.00) are forgiven. */
    free_if_small_fees_waived: number
    /** Reached, with loans or fines at another library. */
    reached_with_activity_elsewhere: number
  }
  with_activity_elsewhere: number
  staff: { users: number; purge_reached: number }
  linked: { users: number; purge_reached: number; purge_before_today: number }
}

const countsOf = <T extends string>(names: readonly T[]): Record<T, number> =>
  Object.fromEntries(names.map(name => [name, 0])) as Record<T, number>

const none = (count: number): DemoNumbers => ({
  users: count,
  lifecycles: countsOf(['current', 'recently_expired', 'purge_due', 'no_purge_date', 'purge_before_expiry']),
  groups: {},
  inactive: 0,
  expired: 0,
  purge: {
    reached: 0,
    before_today: 0,
    not_expired: 0,
    reasons: countsOf(scenarios),
    free: 0,
    free_if_small_fees_waived: 0,
    reached_with_activity_elsewhere: 0,
  },
  with_activity_elsewhere: 0,
  staff: { users: 0, purge_reached: 0 },
  linked: { users: 0, purge_reached: 0, purge_before_today: 0 },
})

/** What the first `count` users look like, for tests and stories that must know the outcome beforehand. */
export const demoNumbers = (options: DemoOptions, count: number): DemoNumbers => {
  const numbers = none(count)
  for (let index = 0; index < count; index += 1) addPatron(numbers, patronOf(options, index).patron)
  const staff = staffUsers(options.today)
  const linked = linkedAccounts(options, count)
  const isReached = (date: string | null): boolean => date !== null && date <= options.today
  numbers.staff = {
    users: staff.length,
    purge_reached: staff.filter(user => isReached(user.purge_date)).length,
  }
  numbers.linked = {
    users: linked.length,
    purge_reached: linked.filter(user => isReached(user.purge_date)).length,
    purge_before_today: linked.filter(user => user.purge_date < options.today).length,
  }
  return numbers
}

const addPatron = (numbers: DemoNumbers, { life, scenarios: met, now }: Patron): void => {
  numbers.lifecycles[life.lifecycle] += 1
  numbers.groups[life.user_group] = (numbers.groups[life.user_group] ?? 0) + 1
  if (life.status === 'INACTIVE') numbers.inactive += 1
  if (life.expiry < now) numbers.expired += 1
  const isActiveElsewhere = met.has('loans_elsewhere') || met.has('fees_elsewhere')
  if (isActiveElsewhere) numbers.with_activity_elsewhere += 1
  if (life.purge === null || life.purge > now) return
  const { purge } = numbers
  purge.reached += 1
  if (isActiveElsewhere) purge.reached_with_activity_elsewhere += 1
  if (life.purge === now) return
  purge.before_today += 1
  if (life.expiry >= now) {
    purge.not_expired += 1
    return
  }
  for (const scenario of met) purge.reasons[scenario] += 1
  if (met.size === 0) purge.free += 1
  if (met.size === 0 || (met.size === 1 && met.has('small_fees'))) purge.free_if_small_fees_waived += 1
}
