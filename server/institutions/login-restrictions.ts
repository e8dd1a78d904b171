import type { IpGroup } from '../../contract/login-restrictions.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { LoginRules } from '../context.ts'
import { findNoRange, isInRanges } from './address-ranges.ts'

const none: LoginRules = { isEnabled: false, groups: [], managerId: null }

/** What is stored, or no restriction at all. */
export function loginRestrictionsOf(stored: unknown): LoginRules {
  const isThere = typeof stored === 'object' && stored !== null && 'groups' in stored
  return isThere ? (stored as LoginRules) : none
}

/** Whether somebody at this address may sign in, as far as the address is concerned. */
export function isAddressAllowed({ isEnabled, groups }: LoginRules, address: string): boolean {
  return !isEnabled || isWithin(groups, address)
}

/** Whether the address is in one of the groups that are allowed. */
export function isWithin(groups: readonly IpGroup[], address: string): boolean {
  const ranges = groups.filter(group => group.isAllowed).flatMap(group => group.ranges)
  return isInRanges(ranges, address)
}

/** What is wrong with the groups: empty or repeated codes, empty names, texts that are no addresses. */
export function judgeIpGroups(groups: readonly IpGroup[]): FieldProblem[] {
  return groups.flatMap((group, index) => {
    const problem = (field: string, rule: string, limit?: string): FieldProblem => ({
      field: `groups/${index}/${field}`,
      rule,
      ...(limit === undefined ? {} : { limit }),
    })
    const isRepeated = groups.findIndex(one => one.code.toLowerCase() === group.code.toLowerCase()) < index
    const wrong = findNoRange(group.ranges)
    return [
      ...(group.code === ''
        ? [problem('code', 'required')]
        : isRepeated
          ? [problem('code', 'repeated')]
          : []),
      ...(group.name === '' ? [problem('name', 'required')] : []),
      ...(group.ranges.length === 0 ? [problem('ranges', 'required')] : []),
      ...(wrong === undefined ? [] : [problem('ranges', 'not_an_ip_range', wrong)]),
    ]
  })
}
