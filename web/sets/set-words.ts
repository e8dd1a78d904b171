import type { Filter } from '../../contract/filter.ts'

export const whoseSets = ['mine', 'public', 'all'] as const
export type WhoseSets = (typeof whoseSets)[number]

/** And, Or, Not of two sets; Not is "in the first and not in the second". */
export const operations = ['and', 'or', 'not'] as const
export type Operation = (typeof operations)[number]

/** Address query of the list of users that shows the members of a set. */
export function membersSearch(setId: number): { filter: string } {
  return { filter: JSON.stringify(membersOf(setId)) }
}

export function membersOf(setId: number): Filter {
  return { set: setId }
}

/** Id of a set in an address; undefined if it is none. */
export function setIdOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
