import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { appError } from '../../errors.ts'

/** Who holds the folder. */
type Holder = {
  pid: number
  /** When that process began, in the kernel's ticks: process ids are used again, in containers at every start. */
  startedAt: string | null
  socketPath: string
}

/**
 * Takes the folder for this process, from a dead one if need be, and returns how to give it back.
 * Throws `data_folder_in_use` if a living process has it.
 */
export async function lockFolder(
  folder: string,
  lock: { path: string; socketPath: string },
): Promise<() => void> {
  const mine = JSON.stringify({
    pid: process.pid,
    startedAt: startOf(process.pid),
    socketPath: lock.socketPath,
  })
  while (!createLock(lock.path, mine)) {
    const text = readLock(lock.path)
    if (text === undefined) continue
    const holder = parseHolder(text)
    if (holder && (await isAlive(holder))) throw folderInUse(folder, holder.pid)
    removeStale(lock.path, text)
  }
  return () => {
    if (readLock(lock.path) === mine) rmSync(lock.path, { force: true })
  }
}

function folderInUse(folder: string, pid: number) {
  const whoHasIt = pid === process.pid ? 'this process itself' : `process ${pid}`
  const message =
    `The data folder ${folder} is in use by ${whoHasIt}. ` +
    'Only one program at a time can use it: stop the other one, set CARREL_DATA to another folder, ' +
    'or set DATABASE_URL to a PostgreSQL server.'
  return appError('data_folder_in_use', { message, folder, processId: pid })
}

/** Written whole or not at all, so that nobody ever reads half a lock. */
function createLock(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.${performance.now()}`
  writeFileSync(draft, text, { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder: Partial<Holder> = JSON.parse(text)
    const isWhole = typeof holder.pid === 'number' && typeof holder.socketPath === 'string'
    return isWhole ? (holder as Holder) : undefined
  } catch {
    // Half a file, after a power cut.
    return undefined
  }
}

/** The socket answers for a process that cannot be seen from here, in another container on the same folder. */
async function isAlive(holder: Holder): Promise<boolean> {
  if (isRunning(holder.pid) && startOf(holder.pid) === holder.startedAt) return true
  return await new Promise(resolve => {
    const socket = connect(holder.socketPath)
    socket.once('connect', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startOf(pid: number): string | null {
  try {
    // The name of the program, in brackets, may hold spaces; state and start are fields 3 and 22 (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const isZombie = fields[0] === 'Z'
    return isZombie ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** Removes the lock only if it is still the one that was found stale: another process may be taking over too. */
function removeStale(path: string, staleText: string): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (readFileSync(aside, 'utf8') !== staleText) linkSync(aside, path)
  unlinkSync(aside)
}
