import { useUserNames } from '../user-names.ts'

/** Name and primary identifier of one user; empty without an id, and while the name is unknown. */
export function useUserName(userId: number | undefined): string {
  const nameOf = useUserNames(userId === undefined ? [] : [userId])
  return userId === undefined ? '' : nameOf(userId)
}
