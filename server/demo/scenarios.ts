import { dayNumber } from './calendar.ts'
import type { DemoOptions } from './demo-user.ts'
import { primaryIdOf } from './identifiers.ts'
import { type Lifecycle, type LifecycleDates, lifecycleOf } from './lifecycle.ts'
import { chance, type Random, randomFor, streams } from './random.ts'

/** What ties a user to the library; each is a reason to look twice before purging. */
export const scenarios = [
  'loans',
  'small_fees',
  'large_fees',
  'hold_shelf',
  'open_request',
  'account_elsewhere',
  'loans_elsewhere',
  'fees_elsewhere',
  'staff_role',
  'external_link',
  'never_purge',
] as const

export type Scenario = (typeof scenarios)[number]

type Rates = Readonly<Record<Scenario, number>>

const whileHere: Rates = {
  loans: 0.2,
  small_fees: 0.04,
  large_fees: 0.015,
  hold_shelf: 0.01,
  open_request: 0.03,
  account_elsewhere: 0.03,
  loans_elsewhere: 0.015,
  fees_elsewhere: 0.004,
  staff_role: 0.006,
  external_link: 0.002,
  never_purge: 0.0005,
}

// Together they leave about 72 of 100 people without any reason to stay.
const afterLeaving: Rates = {
  loans: 0.06,
  small_fees: 0.07,
  large_fees: 0.045,
  hold_shelf: 0.02,
  open_request: 0.025,
  account_elsewhere: 0.045,
  loans_elsewhere: 0.025,
  fees_elsewhere: 0.01,
  staff_role: 0.01,
  external_link: 0.01,
  never_purge: 0.005,
}

const ratesOf: Readonly<Record<Lifecycle, Rates>> = {
  current: whileHere,
  purge_before_expiry: whileHere,
  recently_expired: afterLeaving,
  purge_due: afterLeaving,
  no_purge_date: afterLeaving,
}

/** One user as the library meets them. */
export type Patron = {
  seed: number
  index: number
  primary_id: string
  /** Day number of `today`. */
  now: number
  life: LifecycleDates
  scenarios: ReadonlySet<Scenario>
}

/** The patron `index` with the stream that their activity is drawn from. */
export const patronOf = (options: DemoOptions, index: number): { patron: Patron; random: Random } => {
  const random = randomFor(options.seed, index, streams.activity)
  const life = lifecycleOf(options, index)
  const rates = ratesOf[life.lifecycle]
  const met = new Set<Scenario>()
  for (const scenario of scenarios) if (chance(random, rates[scenario])) met.add(scenario)
  return {
    patron: {
      seed: options.seed,
      index,
      primary_id: primaryIdOf(options.seed, index),
      now: dayNumber(options.today),
      life,
      scenarios: met,
    },
    random,
  }
}
