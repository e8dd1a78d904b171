import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { appError } from '../../errors.ts'
import type { Connection } from '../connect.ts'
import { compileEngine } from './cluster.ts'
import type { WorkerReply, WorkerRequest, WorkerSettings } from './database-worker.ts'
import { lockFolder } from './lock-file.ts'
import { startUpkeep } from './upkeep.ts'

export type EmbeddedDatabase = {
  /** For `connect`; the socket is in a folder that only this system user can enter. */
  connection: Connection
  /** A copy of the whole database, to start others in memory from. */
  dump: () => Promise<Uint8Array<ArrayBuffer>>
  /** Ends all connections, closes the files and gives the folder back. */
  stop: () => Promise<void>
}

export type EmbeddedSettings = {
  /** Null: in memory, for tests. */
  folder: string | null
  /** Only in memory: begin as a copy of this dump. */
  from?: Uint8Array<ArrayBuffer>
  /** Silence after which a transaction that others wait for is ended. */
  idleTransactionSeconds?: number
}

const port = 5432
/** Room for a path in a Unix socket address, the smallest of all systems (macOS; Linux has 107). */
const longestSocketPath = 103

/**
 * Starts PostgreSQL inside this process (PGlite in a worker thread). Throws `data_folder_in_use` if another process
 * has the folder. If the engine dies later, so does this process: a supervisor's restart is the repair.
 */
export async function startEmbeddedDatabase(settings: EmbeddedSettings): Promise<EmbeddedDatabase> {
  const place = await preparePlace(settings.folder === null ? undefined : resolve(settings.folder))
  const idleTransactionMilliseconds = (settings.idleTransactionSeconds ?? 30) * 1000
  const { from } = settings
  const worker = await startWorker({
    ...place.worker,
    engine: await compileEngine(),
    idleTransactionMilliseconds,
    ...(from && { from }),
  }).catch(error => {
    place.giveBack()
    throw error
  })
  const connection: Connection = {
    sharesSession: true,
    host: place.socketFolder,
    port,
    user: 'postgres',
    database: 'postgres',
    // One of them works, the others wait: more would only wait in another place.
    max: 10,
    // A long statement of somebody else is not a reason to give up.
    connectionTimeoutMillis: 0,
    idleTimeoutMillis: 0,
  }
  const upkeep = settings.folder === null ? undefined : startUpkeep(connection)
  const stop = async () => {
    await upkeep?.stop()
    await worker.stop()
    place.giveBack()
  }
  return { connection, dump: worker.dump, stop }
}

/** The folders, and the lock if there is something to lock. */
async function preparePlace(folder: string | undefined) {
  if (folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  }
  const isShort = folder && Buffer.byteLength(socketIn(folder)) <= longestSocketPath
  const temporary = isShort ? undefined : mkdtempSync(join(tmpdir(), 'carrel-'))
  const socketFolder = temporary ?? folder!
  const socketPath = socketIn(socketFolder)
  const removeTemporary = () => temporary && rmSync(temporary, { recursive: true, force: true })
  const lock = { path: join(folder ?? '', 'postgres.lock'), socketPath }
  const unlock = folder
    ? await lockFolder(folder, lock).catch(error => {
        removeTemporary()
        throw error
      })
    : undefined
  // What a killed process left behind; nobody else can be listening now.
  rmSync(socketPath, { force: true })
  const giveBack = () => {
    unlock?.()
    removeTemporary()
  }
  const clusterFolder = folder ? { clusterFolder: join(folder, 'postgres') } : {}
  return { socketFolder, giveBack, worker: { ...clusterFolder, socketPath, spoolFolder: folder ?? tmpdir() } }
}

function socketIn(folder: string): string {
  return join(folder, `.s.PGSQL.${port}`)
}

async function startWorker(workerData: WorkerSettings) {
  const worker = new Worker(new URL('./database-worker.ts', import.meta.url), {
    workerData,
    name: 'postgres',
  })
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  await nextReply(worker, 'ready')
  let isStopping = false
  let reason = 'its thread ended'
  worker.on('message', (message: WorkerReply) => {
    if (message.kind === 'failed') reason = message.reason
  })
  worker.on('error', (error: Error) => {
    reason = error.message
  })
  void exited.then(() => {
    if (!isStopping) throw appError('internal', { message: `The embedded database stopped: ${reason}` })
  })
  const ask = (request: WorkerRequest) => worker.postMessage(request)
  const dump = async () => {
    ask('dump')
    return (await nextReply(worker, 'dumped')).dump
  }
  const stop = async () => {
    isStopping = true
    ask('stop')
    await exited
  }
  return { dump, stop }
}

function nextReply<Kind extends WorkerReply['kind']>(worker: Worker, kind: Kind) {
  return new Promise<Extract<WorkerReply, { kind: Kind }>>((resolve, reject) => {
    const listen = (message: WorkerReply) => {
      if (message.kind === kind) resolve(message as Extract<WorkerReply, { kind: Kind }>)
      else if (message.kind === 'failed') reject(new Error(message.reason))
      else worker.once('message', listen)
    }
    worker.once('message', listen)
    worker.once('error', reject)
  })
}
