import type { UserRecord } from '../../contract/users.ts'

/** Whether somebody can owe fees: a Patron role that is active, expired or not; contacts have none (seed 002). */
export function isPatron({ values, segments }: Pick<UserRecord, 'values' | 'segments'>): boolean {
  const roles = segments['role'] ?? []
  const isPatronRole = (role: Record<string, unknown>) =>
    role['role_type'] === '200' && role['status'] !== 'INACTIVE'
  return values['record_type'] !== 'CONTACT' && roles.some(role => isPatronRole(role.values))
}
