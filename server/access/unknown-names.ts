import { createHash } from 'node:crypto'

/**
 * Counts failures under names that belong to nobody (or to nobody with a password), and locks them just as accounts
 * are locked: otherwise a lock would tell which names exist. Kept in memory, for the newest names only.
 */
export type UnknownNames = {
  /** Counts one attempt; true when the name is locked, as it is after `limit` attempts until `minutes` have passed. */
  isLocked: (name: string, rule: { limit: number; minutes: number; now: Date }) => boolean
  /** Begins the count anew. */
  forget: (name: string) => void
}

type Entry = { failures: number; lockedUntil: number }

const maximumNames = 20_000

export function unknownNames(): UnknownNames {
  const entries = new Map<string, Entry>()
  return {
    isLocked: (name, { limit, minutes, now }) => {
      const key = keyOf(name)
      const known = entries.get(key) ?? { failures: 0, lockedUntil: 0 }
      const isOver = known.lockedUntil > 0 && known.lockedUntil <= now.getTime()
      if (known.lockedUntil > 0 && !isOver) return true
      const failures = isOver ? 1 : known.failures + 1
      const lockedUntil = failures >= limit ? now.getTime() + minutes * 60_000 : 0
      entries.delete(key)
      entries.set(key, { failures, lockedUntil })
      if (entries.size > maximumNames) entries.delete(entries.keys().next().value!)
      return false
    },
    forget: name => void entries.delete(keyOf(name)),
  }
}

const keyOf = (name: string): string => createHash('sha256').update(name.toLowerCase()).digest('base64')
