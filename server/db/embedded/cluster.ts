import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { DurableFiles } from './durable-files.ts'

/** Called when the data may no longer be written; must not return. */
type OnFailure = (error: unknown) => never

/** Status with which PGlite's engine leaves its main loop after an SQL error, to handle it and go on. */
const sqlErrorStatus = 100

const extensions = { pg_trgm, unaccent }

// PGlite's parameters without `-F` (no fsync). Its fdatasync does nothing, hence `wal_sync_method`.
const durableParameters = [
  ...PGlite.defaultStartParams.filter(parameter => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'max_wal_size=256MB'],
]

let compiled: Promise<WebAssembly.Module> | undefined

/** The engine, compiled once for all databases of this process: that is most of what it takes to start one. */
export function compileEngine(): Promise<WebAssembly.Module> {
  const file = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm')
  compiled ??= readFile(file).then(bytes => WebAssembly.compile(bytes))
  return compiled
}

/** Opens the database in `folder`, creating it first if there is none. */
export async function openCluster(
  folder: string,
  engine: WebAssembly.Module,
  onFailure: OnFailure,
): Promise<PGlite> {
  if (!existsSync(folder)) await createCluster(folder, onFailure)
  return await PGlite.create({
    fs: new DurableFiles(folder, onFailure),
    startParams: durableParameters,
    extensions,
    pgliteWasmModule: engine,
  })
}

/** Opens a database in memory, a copy of `dump` if there is one; it knows no fsync and dies with its thread. */
export async function openInMemory(
  dump: Uint8Array<ArrayBuffer> | undefined,
  engine: WebAssembly.Module,
  onFailure: OnFailure,
): Promise<PGlite> {
  const database = await PGlite.create({
    extensions,
    pgliteWasmModule: engine,
    ...(dump && { loadDataDir: new Blob([dump]) }),
  })
  return failWithEngine(database, onFailure)
}

/** PGlite takes every exception for an SQL error and goes on: after a FATAL error it would loop for ever. */
function failWithEngine(database: PGlite, onFailure: OnFailure): PGlite {
  const engine = database.Module
  const runOnce = engine._PostgresMainLoopOnce
  engine._PostgresMainLoopOnce = () => {
    try {
      runOnce()
    } catch (error) {
      if ((error as { status?: number }).status !== sqlErrorStatus) onFailure(error)
      throw error
    }
  }
  return database
}

/** Creates it beside its place and moves it there when it is whole: a crash leaves all of it or nothing. */
async function createCluster(folder: string, onFailure: OnFailure): Promise<void> {
  const unfinished = `${folder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  const database = await PGlite.create({
    fs: new DurableFiles(unfinished, onFailure),
    startParams: durableParameters,
  })
  await database.close()
  for (const entry of readdirSync(unfinished, { recursive: true, encoding: 'utf8' }))
    sync(join(unfinished, entry))
  sync(unfinished)
  renameSync(unfinished, folder)
  sync(dirname(folder))
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
