// Runs PGlite in a thread of its own: one long statement would otherwise stop everything else.
import { inspect } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import type { PGlite } from '@electric-sql/pglite'
import { openCluster, openInMemory } from './cluster.ts'
import { serve } from './serve.ts'

export type WorkerSettings = {
  /** Absent: in memory. */
  clusterFolder?: string
  from?: Uint8Array<ArrayBuffer>
  engine: WebAssembly.Module
  socketPath: string
  spoolFolder: string
  idleTransactionMilliseconds: number
}

export type WorkerRequest = 'dump' | 'stop'
export type WorkerReply =
  | { kind: 'ready' }
  | { kind: 'dumped'; dump: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; reason: string }

const settings = workerData as WorkerSettings
const port = parentPort!
const reply = (message: WorkerReply) => port.postMessage(message)

/** Nothing may run after a failed write or a dead engine; the files are as after a power cut, which is safe. */
function fail(error: unknown): never {
  reply({ kind: 'failed', reason: inspect(error) })
  process.exit(1)
}

async function dump(database: PGlite): Promise<void> {
  await database.exec('checkpoint')
  const file = await database.dumpDataDir('none')
  reply({ kind: 'dumped', dump: new Uint8Array(await file.arrayBuffer()) })
}

async function main(): Promise<void> {
  const { clusterFolder, from, engine } = settings
  const database = clusterFolder
    ? await openCluster(clusterFolder, engine, fail)
    : await openInMemory(from, engine, fail)
  const server = await serve(database, { ...settings, onFatal: fail })
  const stop = async () => {
    await server.stop()
    await database.close()
    port.close()
  }
  port.on('message', (request: WorkerRequest) => (request === 'dump' ? dump(database) : stop()).catch(fail))
  reply({ kind: 'ready' })
}

main().catch(fail)
