import type { CodeValue } from '../../contract/configuration.ts'
import type { Context } from '../context.ts'
import { readCodeTables } from './code-tables.ts'

export type RecentTables = Readonly<Record<string, readonly CodeValue[]>>

/** Codes change seldom; after a change by another process answers have old ones for so long. */
const freshMilliseconds = 5000

type Read = { tables: RecentTables; text: string }

const recent = new WeakMap<object, Map<number, { read: Promise<Read>; until: number }>>()

/**
 * All code tables as `readCodeTables`, from memory most of the time: for answers to which thousands of codes would be most
 * of the work. The object stays the same while no code changes, so that others may keep what they make of it.
 */
export async function recentCodeTables(ctx: Context): Promise<RecentTables> {
  const { institutionId } = ctx.institution
  const ofDatabase = recent.get(ctx.db) ?? new Map<number, { read: Promise<Read>; until: number }>()
  recent.set(ctx.db, ofDatabase)
  const known = ofDatabase.get(institutionId)
  if (known && performance.now() < known.until) return (await known.read).tables
  const read = readAgain(ctx, known?.read)
  ofDatabase.set(institutionId, { read, until: performance.now() + freshMilliseconds })
  read.catch(() => ofDatabase.delete(institutionId))
  return (await read).tables
}

async function readAgain(ctx: Context, before: Promise<Read> | undefined): Promise<Read> {
  const [tables, known] = await Promise.all([readCodeTables(ctx), before?.catch(() => undefined)])
  const text = JSON.stringify(tables)
  return known?.text === text ? known : { tables, text }
}

/** To be called by whoever has changed codes or libraries, so that this process tells it at once. */
export function forgetCodeTables({ db, institution }: Pick<Context, 'db' | 'institution'>): void {
  recent.get(db)?.delete(institution.institutionId)
}
