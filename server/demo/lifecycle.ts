import { dayNumber, endOfTerm } from './calendar.ts'
import type { DemoOptions } from './demo-user.ts'
import { userGroups } from './institution.ts'
import { between, chance, pick, type Random, randomFor, streams, weighted } from './random.ts'

/** Where a user stands between arriving and being purged. */
export type Lifecycle =
  | 'current'
  | 'recently_expired'
  | 'purge_due'
  | 'no_purge_date'
  // The trap of the purge job: the purge date has passed although the person is still here.
  | 'purge_before_expiry'

/** Shares of a hundred users. */
export const lifecycleShares: Readonly<Record<Lifecycle, number>> = {
  current: 70,
  recently_expired: 14,
  purge_due: 10,
  no_purge_date: 4,
  purge_before_expiry: 2,
}

type Shares = Readonly<Record<string, number>>

/** Of a hundred users in each stage, how many belong to which group. */
export const groupShares: Readonly<Record<Lifecycle, Shares>> = {
  current: { UNDERGRAD: 56, GRAD: 19, FACULTY: 8, STAFF: 8, ALUMNI: 5, VISITOR: 2, COURTESY: 2 },
  recently_expired: { UNDERGRAD: 62, GRAD: 17, FACULTY: 3, STAFF: 4, ALUMNI: 6, VISITOR: 5, COURTESY: 3 },
  purge_due: { UNDERGRAD: 58, GRAD: 16, FACULTY: 3, STAFF: 5, ALUMNI: 8, VISITOR: 6, COURTESY: 4 },
  no_purge_date: { UNDERGRAD: 35, GRAD: 15, FACULTY: 10, STAFF: 10, ALUMNI: 15, VISITOR: 10, COURTESY: 5 },
  purge_before_expiry: {
    UNDERGRAD: 50,
    GRAD: 20,
    FACULTY: 10,
    STAFF: 10,
    ALUMNI: 8,
    VISITOR: 1,
    COURTESY: 1,
  },
}

const draw = <T extends string>(shares: Readonly<Record<T, number>>): readonly T[] =>
  weighted(Object.entries<number>(shares) as [T, number][])

const lifecycleDraw = draw(lifecycleShares)

const groupDraw: Readonly<Record<Lifecycle, readonly string[]>> = {
  current: draw(groupShares.current),
  recently_expired: draw(groupShares.recently_expired),
  purge_due: draw(groupShares.purge_due),
  no_purge_date: draw(groupShares.no_purge_date),
  purge_before_expiry: draw(groupShares.purge_before_expiry),
}

const purgeAfterDays = new Map(userGroups.map(group => [group.code, group.purge_after_days]))

/** How many days at most an account of the group is still valid. */
const longestValidity: Readonly<Record<string, number>> = {
  UNDERGRAD: 1460,
  GRAD: 2190,
  FACULTY: 2900,
  STAFF: 2200,
  ALUMNI: 365,
  VISITOR: 300,
  COURTESY: 365,
}

/** Days are day numbers; `purge` is null where no purge date was ever set. */
export type LifecycleDates = {
  lifecycle: Lifecycle
  user_group: string
  status: 'ACTIVE' | 'INACTIVE'
  expiry: number
  purge: number | null
}

/** Stage, group, expiry and purge date of user `index`. */
export const lifecycleOf = ({ seed, today }: DemoOptions, index: number): LifecycleDates => {
  const random = randomFor(seed, index, streams.lifecycle)
  const lifecycle = pick(random, lifecycleDraw)
  const group = pick(random, groupDraw[lifecycle])
  const isInactive = chance(random, lifecycle === 'current' ? 0.01 : lifecycle === 'purge_due' ? 0.3 : 0.08)
  return {
    lifecycle,
    user_group: group,
    status: isInactive ? 'INACTIVE' : 'ACTIVE',
    ...datesOf(random, { lifecycle, group, now: dayNumber(today) }),
  }
}

type Stage = { lifecycle: Lifecycle; group: string; now: number }

const datesOf = (
  random: Random,
  { lifecycle, group, now }: Stage,
): { expiry: number; purge: number | null } => {
  const delay = purgeAfterDays.get(group) ?? 365
  const future = (): number => futureExpiry(random, now, longestValidity[group] ?? 365)
  switch (lifecycle) {
    case 'current': {
      const expiry = future()
      return { expiry, purge: expiry + delay }
    }
    case 'recently_expired': {
      const expiry = now - between(random, [1, 300])
      return { expiry, purge: Math.max(expiry + delay, now + between(random, [1, 200])) }
    }
    case 'purge_due': {
      const purge = now - overdueForPurge(random)
      return { expiry: purge - delay, purge }
    }
    case 'no_purge_date':
      return { expiry: now - between(random, [30, 2000]), purge: null }
    case 'purge_before_expiry':
      return { expiry: future(), purge: now - between(random, [1, 700]) }
  }
}

/** Most accounts end with a term. The day of expiry itself still counts as valid. */
const futureExpiry = (random: Random, now: number, longest: number): number => {
  const day = now + between(random, [0, longest])
  return chance(random, 0.75) ? endOfTerm(day) : day
}

/** Days since the purge date. Today and yesterday occur, because limits are where purge jobs go wrong. */
const overdueForPurge = (random: Random): number => {
  if (chance(random, 0.02)) return 0
  if (chance(random, 0.03)) return 1
  return chance(random, 0.5) ? between(random, [2, 365]) : between(random, [366, 1500])
}
