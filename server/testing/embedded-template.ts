import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { connect } from '../db/connect.ts'
import { startEmbeddedDatabase } from '../db/embedded/start-embedded-database.ts'
import { migrate, migrationFolder, readMigrations } from '../db/migrate.ts'

const root = resolve(import.meta.dirname, '../..')
const cacheFolder = join(root, '.cache')
const millisecondsToKeep = 60 * 60 * 1000

/** Makes a dump of a migrated database, or finds the one of an earlier run with the same migrations and engine. */
export async function prepareEmbeddedTemplate() {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const engine: string = manifest.dependencies['@electric-sql/pglite']
  const checksums = (await readMigrations(migrationFolder)).map(({ checksum }) => checksum)
  const key = createHash('sha256')
    .update([engine, ...checksums].join('\n'))
    .digest('hex')
    .slice(0, 16)
  const dumpFile = join(cacheFolder, `test-template-${key}.tar`)
  if (existsSync(dumpFile)) await utimes(dumpFile, new Date(), new Date())
  else await writeTemplate(dumpFile)
  return { source: { kind: 'embedded' as const, dumpFile }, close: async () => {} }
}

async function writeTemplate(dumpFile: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true })
  await removeOldTemplates()
  const database = await startEmbeddedDatabase({ folder: null })
  const db = connect(database.connection)
  try {
    await migrate(db)
    const draft = `${dumpFile}.${randomUUID()}`
    await writeFile(draft, await database.dump())
    await rename(draft, dumpFile)
  } finally {
    await db.destroy()
    await database.stop()
  }
}

/** Recent ones may belong to a run that is still going on. */
async function removeOldTemplates(): Promise<void> {
  const names = (await readdir(cacheFolder)).filter(name => name.startsWith('test-template-'))
  for (const name of names) {
    const path = join(cacheFolder, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > millisecondsToKeep) await rm(path, { force: true })
  }
}
