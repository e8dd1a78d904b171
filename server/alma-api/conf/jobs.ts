import { createHash } from 'node:crypto'
import type { SisProfile } from '../../../contract/sis.ts'
import type { Context } from '../../context.ts'
import { listSisProfiles } from '../../sis/profiles.ts'

export type JobType = 'MANUAL' | 'SCHEDULED' | 'OTHER'
export type JobCategory = 'USERS' | 'FULFILLMENT'

/** A job as programs know it: a kind of task, and for feeds the profile by which they are read. */
export type Job = {
  /** A letter for its type, then digits. */
  id: string
  kind: string
  name: string
  description: string
  type: JobType
  category: JobCategory
  profile?: SisProfile
}

const job = (id: string, kind: string, name: string, description: string): Job => ({
  id,
  kind,
  name,
  description,
  type: id.startsWith('M') ? 'MANUAL' : 'OTHER',
  category: /fee|fine/i.test(name) ? 'FULFILLMENT' : 'USERS',
})

/** Alma's number of this job is known; those of all others are ours (facts: alma-api §3.3, §9). */
export const updateJob = job('M148', 'update_users', 'Update/Notify Users', 'Changes fields of users')
export const purgeJob = job('M149', 'purge', 'Purge User Records', 'Removes users whose purge date is past')

/** What people start, and programs only look at. */
const others: readonly Job[] = [
  job('O301', 'undo', 'Undo', 'Takes back what a job changed'),
  job('O302', 'restore', 'Restore Purged Users', 'Brings purged users back'),
  job('O303', 'update_roles', 'Update User Roles', 'Applies rules and profiles of roles'),
  job('O304', 'distribution', 'Distribute Users', 'Hands users on to members of the network'),
  job('O305', 'network', 'Load Distributed Users', 'Takes over users of the network'),
  job('O306', 'bursar', 'Export Fines/Fees', 'Hands fees on to the bursar'),
  job('O307', 'bursar_recall', 'Recall Exported Fines/Fees', 'Takes an export of fees back'),
  job('O308', 'waive_fees', 'Waive Fines/Fees in Bulk', 'Waives many fees'),
  job('O309', 'waive_fees_recall', 'Recall Waived Fines/Fees', 'Takes the waiving of fees back'),
  job('O310', 'courses', 'Load Course Enrolments', 'Takes over who takes part in which courses'),
  job('O311', 'access_review', 'Apply Access Review', 'Takes roles away that a review found too many'),
]

/** All jobs of the institution. */
export async function readJobs(ctx: Context): Promise<Job[]> {
  return [updateJob, purgeJob, ...(await listSisProfiles(ctx)).map(jobOfProfile), ...others]
}

/** A job that takes feeds from a folder runs by itself, one whose feeds people bring does not. */
export function jobOfProfile(profile: SisProfile): Job {
  const isScheduled = Boolean(profile.dropFolder)
  const action = profile.action === 'import' ? 'IMPORT using' : 'SYNCHRONIZE using profile'
  return {
    id: `${isScheduled ? 'S' : 'M'}${profileNumber(profile.code)}`,
    kind: 'sis',
    name: `Users ${action} ${profile.name}`,
    description: 'Loads users of the student information system',
    type: isScheduled ? 'SCHEDULED' : 'MANUAL',
    category: 'USERS',
    profile,
  }
}

/** Profiles have codes and no numbers; the number is made of the code and always the same. */
export const profileNumber = (code: string): string =>
  String(createHash('sha256').update(code).digest().readUIntBE(0, 6)).padStart(15, '0')

/** The job of a task; a feed whose profile is gone still has that of the profile that was. */
export function jobOfTask(jobs: readonly Job[], task: { kind: string; profile: SisProfile | null }): Job {
  const { kind, profile } = task
  if (profile === null) return jobs.find(one => one.kind === kind) ?? job('O300', kind, kind, '')
  return jobs.find(one => one.profile?.code === profile.code) ?? jobOfProfile(profile)
}
