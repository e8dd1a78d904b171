/** One stream of pseudo-random numbers. Plain data, because a million of them are made. */
export type Random = { state: number }

/** Each kind of data draws from its own stream, so that a new draw in one never shifts the others. */
export const streams = { person: 1, lifecycle: 2, contact: 3, affiliation: 4, activity: 5, staff: 6 } as const

const scramble = (value: number): number => {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** The stream of one user: depends on nothing but the three numbers, so any slice can be made alone. */
export const randomFor = (seed: number, index: number, stream: number): Random => ({
  state: scramble(scramble(scramble(seed) + index) + stream),
})

/** A number from 0 up to, but not including, 1. */
export const fraction = (random: Random): number => {
  random.state = (random.state + 0x9e3779b9) | 0
  return (scramble(random.state) >>> 0) / 4294967296
}

/** A whole number from 0 up to, but not including, `limit`. */
export const below = (random: Random, limit: number): number => Math.floor(fraction(random) * limit)

/** A whole number from `[low, high]`, both included. */
export const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + below(random, high - low + 1)

/** True with the given probability. */
export const chance = (random: Random, probability: number): boolean => fraction(random) < probability

/** One element of a list that is not empty. */
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T

/** A list with every value repeated `parts` times, so that `pick` draws by weight in constant time. */
export const weighted = <T>(entries: readonly (readonly [value: T, parts: number])[]): readonly T[] =>
  entries.flatMap(([value, parts]) => Array.from({ length: parts }, () => value))

/** Maps 0 … modulus-1 one to one onto itself in an order that looks random. The modulus is a power of ten. */
export const permute = (index: number, modulus: number, offset: number): number => {
  // The factor shares no divisor with a power of ten, which makes the mapping one to one, and is small enough
  // for the product to be exact for every index below 200 million.
  const factor = 41_421_359
  return ((index % modulus) * factor + (offset % modulus)) % modulus
}
