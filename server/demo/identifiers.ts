import type { DemoIdentifier } from './demo-user.ts'
import { chance, permute, type Random } from './random.ts'

const hundredMillion = 100_000_000

/** A number of eight digits that no other user has; `kind` separates the series. */
export const uniqueDigits = (seed: number, index: number, kind: number): string =>
  String(permute(index, hundredMillion, Math.abs(seed) * 7919 + kind * 15_485_863)).padStart(8, '0')

/** A number of nine digits for things of which a user has several: `serial` counts them over all users. */
export const serialDigits = (seed: number, serial: number, kind: number): string =>
  String(permute(serial, 1_000_000_000, Math.abs(seed) * 7919 + kind * 15_485_863)).padStart(9, '0')

/** Nine digits with leading zero: the number that spreadsheets love to damage. */
export const primaryIdOf = (seed: number, index: number): string => `0${uniqueDigits(seed, index, 1)}`

/** The row number that a reporting tool prints as User ID. */
export const reportUserIdOf = (seed: number, index: number): string => `16${uniqueDigits(seed, index, 2)}`

/** Digits that make a network id unique: short for the first users, longer as the university grows. */
export const shortDigits = (seed: number, index: number): string => {
  const length = Math.max(3, String(index).length)
  return String(permute(index, 10 ** length, Math.abs(seed) * 31 + 17)).padStart(length, '0')
}

/** Every identifier but the primary one. No value occurs twice among all users, whatever its type. */
export const identifiersOf = (
  random: Random,
  { seed, index, netId }: { seed: number; index: number; netId: string },
): readonly DemoIdentifier[] => {
  const identifiers = [identifier('UNIV_ID', `N${uniqueDigits(seed, index, 3)}`), identifier('NET_ID', netId)]
  if (chance(random, 0.97)) identifiers.push(identifier('BARCODE', `002104${uniqueDigits(seed, index, 4)}`))
  if (chance(random, 0.06)) {
    const lost = identifier('BARCODE', `002103${uniqueDigits(seed, index, 5)}`)
    identifiers.push({ ...lost, status: 'INACTIVE', note: 'Card lost & replaced' })
  }
  if (chance(random, 0.05)) identifiers.push(identifier('LEGACY_ID', `V${uniqueDigits(seed, index, 6)}`))
  return identifiers
}

const identifier = (type: string, value: string): DemoIdentifier => ({
  id_type: type,
  value,
  status: 'ACTIVE',
  note: null,
})
