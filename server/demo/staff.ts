import type { DemoRole, DemoStaffUser } from './beyond-sis-types.ts'
import { dayNumber, isoDay, momentOn } from './calendar.ts'
import { circulationDesks, institution } from './institution.ts'
import { type RoleGrant, type StaffAccount, staffAccounts } from './staff-accounts.ts'

/** The internal accounts of the library, `admin` (a User Administrator) first. Passwords are the loader's. */
export const staffUsers = (today: string): DemoStaffUser[] => {
  const now = dayNumber(today)
  return staffAccounts.map((account, position) => staffUser(account, position, now))
}

const staffUser = (account: StaffAccount, position: number, now: number): DemoStaffUser => {
  const dayFromToday = (days: number | null): string | null => (days === null ? null : isoDay(now + days))
  return {
    primary_id: account.id,
    first_name: account.first,
    last_name: account.last,
    record_type: 'STAFF',
    account_type: 'INTERNAL',
    user_group: account.purpose === 'TEST' ? 'TEST' : 'STAFF',
    job_category: account.job,
    job_description: account.title,
    campus_code: 'NORTH',
    preferred_language: institution.default_language,
    status: account.isInactive ? 'INACTIVE' : 'ACTIVE',
    expiry_date: dayFromToday(account.expiry),
    purge_date: dayFromToday(account.purge),
    email_address: `${account.id}@${institution.email_domain}`,
    // In the first hours of the day, so that nobody has signed in later than the moment the demo starts.
    last_login: account.lastLogin === null ? null : momentOn(now - account.lastLogin, position * 7),
    purpose: account.purpose,
    user_role: account.grants.map(grant => roleOf(grant, account)),
  }
}

/** A role that names a desk is scoped to its library with the desk as parameter; one that names a library, to it. */
const roleOf = ({ role_type, place }: RoleGrant, account: StaffAccount): DemoRole => {
  const desk = circulationDesks.find(candidate => candidate.code === place)
  // Student assistants may not open the records of people who manage users.
  const isLimited = account.job === 'STUDENT_ASSISTANT'
  return {
    role_type,
    scope: desk?.library ?? place ?? institution.code,
    status: account.hasRolesDisabled ? 'INACTIVE' : 'ACTIVE',
    expiry_date: null,
    parameter: [
      ...(desk ? [{ type: 'CirculationDesk', scope: desk.library, value: desk.code }] : []),
      ...(isLimited ? [{ type: 'CantEditRestrictedUsers', scope: null, value: 'true' }] : []),
    ],
  }
}
