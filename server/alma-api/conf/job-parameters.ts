import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import { dateIn } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { storable, textOf, treesOf } from './body-values.ts'
import { refuseJob } from './job-refusals.ts'

/** Parameters of a run by name; those that say nothing are not there. */
export type JobParameters = ReadonlyMap<string, string>

/** Reads the parameters of a body; `Null` stands for what is not used (facts: alma-api §3.2). */
export function readParameters(tree: AlmaTree): JobParameters {
  const entries = treesOf(tree['parameter']).map(
    one => [storable(textOf(one['name']) ?? ''), storable(textOf(one['value']) ?? '')] as const,
  )
  return new Map(entries.filter(([name, value]) => name !== '' && value.toLowerCase() !== 'null'))
}

/** The parameters of a job, for those who read it before they run it. */
export const parameterTrees = (names: readonly string[], given: JobParameters = new Map()): AlmaTree[] =>
  names.map(name => ({ name: coded(name, name), value: given.get(name) ?? '' }))

/** The value of a parameter that must be there and say something. */
export function needed(parameters: JobParameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined) throw refuseJob('402228', { name })
  if (value === '') throw refuseJob('402229', { name })
  return value
}

/** The codes of a parameter that must be there: one, or several with commas. */
export function codesIn(parameters: JobParameters, name: string): string[] {
  const codes = needed(parameters, name)
    .split(',')
    .map(code => code.trim())
    .filter(Boolean)
  if (codes.length === 0) throw refuseJob('402229', { name })
  return [...new Set(codes)]
}

/** The set that a run is about. */
export function setOf(parameters: JobParameters): { set: number } {
  const id = needed(parameters, 'set_id')
  if (!/^\d{1,15}$/.test(id)) throw refuseJob('402119', { reason: `There is no set ${id}.` })
  return { set: Number(id) }
}

/** What is not there, no and naught say nothing, whatever they are about. */
export const saysNothing = (value: string | undefined): boolean =>
  value === undefined || ['', 'false', '0'].includes(value.toLowerCase())

/** Refuses parameters that say something and are not known: a mass change must not be another than was asked for. */
export function refuseUnknown(parameters: JobParameters, known: ReadonlySet<string>): void {
  for (const [name, value] of parameters)
    if (!known.has(name) && !saysNothing(value))
      throw refuseJob('402119', { reason: `The parameter ${name} is not supported: ${value}` })
}

/** As far as dates in milliseconds make sense: to the year 9999. */
const lastMoment = 253_402_300_799_999

/**
 * The day of a moment in milliseconds. Midnight in UTC is that day, whatever time it is at the institution then; every
 * other moment is a day of the institution.
 */
export function dayOf(ctx: Context, name: string, value: string): string {
  const moment = Number(value)
  if (!/^\d{1,15}$/.test(value) || moment > lastMoment || moment === 0)
    throw refuseJob('402119', { reason: `The parameter ${name} is no time in milliseconds: ${value}` })
  const date = new Date(moment)
  return moment % 86_400_000 === 0 ? date.toISOString().slice(0, 10) : dateIn(ctx.institution.timeZone, date)
}
