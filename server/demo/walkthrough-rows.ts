import { dayNumber } from './calendar.ts'
import { codeTables } from './code-tables.ts'
import type { DemoOptions } from './demo-user.ts'
import { reportUserIdOf } from './identifiers.ts'
import { lifecycleOf } from './lifecycle.ts'
import { linkedAccounts } from './linked-accounts.ts'
import { patronOf } from './scenarios.ts'
import { staffUsers } from './staff.ts'
import { demoUser } from './users.ts'

/** A row of the report "Users with Purge Dates of Current Date or Earlier". */
export type ReportRow = {
  primary_id: string
  user_group: string
  expiry_date: string | null
  purge_date: string
  days_since_purge_date: number
  user_id: string
  first_name: string
  last_name: string
  has_staff_role: boolean
}

type Reported = Omit<ReportRow, 'purge_date' | 'days_since_purge_date'> & { purge_date: string | null }

/** Everybody whose purge date is today or earlier: people of the student system, staff and partners' patrons. */
export const purgeDateReport = (options: DemoOptions, count: number): ReportRow[] => {
  const now = dayNumber(options.today)
  const rows: ReportRow[] = []
  for (const reported of [
    ...sisPeople(options, count),
    ...partnerPatrons(options, count),
    ...staffMembers(options),
  ]) {
    if (reported.purge_date === null) continue
    const days = now - dayNumber(reported.purge_date)
    if (days < 0) continue
    rows.push({
      ...reported,
      purge_date: reported.purge_date,
      days_since_purge_date: days,
      user_group: groupLabel.get(reported.user_group) ?? reported.user_group,
    })
  }
  return rows.sort((left, right) => (left.primary_id < right.primary_id ? -1 : 1))
}

const groupLabel = new Map((codeTables['UserGroups'] ?? []).map(({ code, label }) => [code, label]))

const sisPeople = (options: DemoOptions, count: number): Reported[] => {
  const now = dayNumber(options.today)
  const people: Reported[] = []
  for (let index = 0; index < count; index += 1) {
    const { purge } = lifecycleOf(options, index)
    if (purge === null || purge > now) continue
    people.push({
      ...demoUser(options, index),
      user_id: reportUserIdOf(options.seed, index),
      has_staff_role: patronOf(options, index).patron.scenarios.has('staff_role'),
    })
  }
  return people
}

const partnerPatrons = (options: DemoOptions, count: number): Reported[] =>
  linkedAccounts(options, count).map(account => ({
    ...account,
    user_id: `16${account.linking_id}`,
    has_staff_role: false,
  }))

const staffMembers = ({ today }: DemoOptions): Reported[] =>
  staffUsers(today).map((user, position) => ({
    ...user,
    user_id: `15${String(1_000 + position).padStart(8, '0')}`,
    has_staff_role: user.user_role.some(role => role.role_type !== '200'),
  }))

/** Primary identifiers of everybody who has loans or fines at another member of the consortium, in order. */
export const usersWithActivityElsewhere = (options: DemoOptions, count: number): string[] => {
  const identifiers: string[] = []
  for (let index = 0; index < count; index += 1) {
    const { primary_id, scenarios } = patronOf(options, index).patron
    if (scenarios.has('loans_elsewhere') || scenarios.has('fees_elsewhere')) identifiers.push(primary_id)
  }
  return identifiers.sort()
}
