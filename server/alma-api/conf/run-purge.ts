import type { PurgeCriteria } from '../../../contract/purge.ts'
import type { Context } from '../../context.ts'
import { planPurgeTask } from '../../purge/purge.ts'
import { type JobParameters, refuseUnknown, setOf } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'

/** The fields of Alma's screen, under names of ours: nobody has published Alma's (facts: alma-api §3.4). */
export const purgeParameters = [
  'job_name',
  'set_id',
  'days_after_purge_date',
  'user_record_type',
  'user_group',
  'waive_threshold',
] as const

/** Who says nothing of whom to purge has rather left something out than meant everybody. */
const narrowing = ['set_id', 'days_after_purge_date', 'user_record_type', 'user_group']

/** Runs Purge User Records with the parameters of a program; returns the id of the task. */
export async function runPurge(ctx: Context, parameters: JobParameters): Promise<number> {
  refuseUnknown(parameters, new Set(purgeParameters))
  const name =
    parameters.get('job_name') ||
    `Purge User Records - via API - ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const criteria = criteriaOf(parameters)
  if (Object.keys(criteria).every(one => one === 'waiveThreshold'))
    throw refuseJob('402228', { name: narrowing.join(' or ') })
  return planPurgeTask(ctx, { name: name.slice(0, 255), criteria })
}

function criteriaOf(parameters: JobParameters): PurgeCriteria {
  const read = (name: (typeof purgeParameters)[number], form: RegExp) => {
    const value = parameters.get(name) || undefined
    if (value !== undefined && !form.test(value))
      throw refuseJob('402119', { reason: `Invalid ${name}: ${value}` })
    return value
  }
  const days = read('days_after_purge_date', /^\d{1,5}$/)
  if (Number(days ?? 0) > mostDays)
    throw refuseJob('402119', { reason: `Invalid days_after_purge_date: ${days}` })
  const recordType = read('user_record_type', /^(STAFF|PUBLIC|CONTACT)$/) as PurgeCriteria['recordType']
  const groups = read('user_group', /^[^\0]+$/)
    ?.split(',')
    .map(code => code.trim())
  const waiveThreshold = read('waive_threshold', /^\d{1,8}(\.\d{1,2})?$/)
  return {
    ...(days === undefined ? {} : { daysAfterPurgeDate: Number(days) }),
    ...(recordType === undefined ? {} : { recordType }),
    ...(groups === undefined ? {} : { userGroups: groups }),
    ...(waiveThreshold === undefined ? {} : { waiveThreshold }),
    ...(parameters.has('set_id') ? { filter: setOf(parameters) } : {}),
  }
}

const mostDays = 36_500
