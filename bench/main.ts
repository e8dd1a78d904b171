import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadAccounts } from '../server/demo/load/load-accounts.ts'
import { loadBeyondSis } from '../server/demo/load/load-demo.ts'
import { loadInstitution } from '../server/demo/load/load-institution.ts'
import { dropBenchDatabases, openBenchDatabase } from './bench-database.ts'
import { massChanges } from './change.ts'
import { fillPeople } from './fill-people.ts'
import type { Figure } from './measure.ts'
import { readingUsers } from './read-user.ts'
import { searching } from './search.ts'
import { newFeed, unchangedFeed, writeFeed } from './sis.ts'

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    /** Writes the table into docs/performance.md. */
    write: { type: 'boolean', default: false },
    /** Only searching, over people who were not loaded but put there. */
    search: { type: 'boolean', default: false },
  },
})
const users = Number(options.users)
const runs = Number(options.runs)
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Whether a target is met: in a line, and in the table. */
const marks: Record<string, [string, string]> = {
  true: ['✓', 'yes'],
  false: ['✗', 'no'],
  undefined: ['·', '–'],
}

const figures: Figure[] = []
const note = (...more: Figure[]) => {
  for (const one of more)
    console.log(
      `${marks[String(one.isMet)]![0]} ${one.work}: ${one.measured} (${one.target}; ${one.against})`,
    )
  figures.push(...more)
}

/** Every speed promise of the design on PostgreSQL, as ratios within one run. */
async function main(): Promise<void> {
  await (options.search ? fill() : load())
  const bench = await openBenchDatabase(server, 'main', { isKept: true })
  note(...(await searching(bench)))
  if (!options.search) note(...(await readingUsers(bench)))
  await bench.close()
  if (!options.search) await changeMany()
  await dropBenchDatabases(server, ['main', 'main2', 'plain', 'copy'])
  if (options.write && !options.search) await writeTable()
}

async function fill(): Promise<void> {
  const bench = await openBenchDatabase(server, 'main')
  await loadInstitution(bench.ctx)
  await fillPeople(bench, users)
  await bench.settle()
  await bench.close()
}

async function load(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'))
  const files = await writeFeed(folder, users)
  const bench = await openBenchDatabase(server, 'main')
  await loadInstitution(bench.ctx)
  note(...(await newFeed(bench, files, server)))
  note(await unchangedFeed(bench, files, runs))
  await rm(folder, { recursive: true })
  const size = { seed: 1, today: new Date().toISOString().slice(0, 10), count: users }
  await loadAccounts(bench.ctx, size, users)
  await loadBeyondSis(bench.ctx, size)
  await bench.pool.query('vacuum analyze')
  await bench.close()
}

async function changeMany(): Promise<void> {
  const copy = await openBenchDatabase(server, 'plain', { copyOf: 'main' })
  const again = await openBenchDatabase(server, 'main2', { copyOf: 'main' })
  await again.pool.query('vacuum analyze')
  await copy.pool.query('vacuum analyze')
  note(...(await massChanges(again, copy, runs)))
  await Promise.all([copy.close(), again.close()])
}

async function writeTable(): Promise<void> {
  const path = join(import.meta.dirname, '../docs/performance.md')
  const rows = figures.map(
    one =>
      `| ${one.work} | ${one.against} | ${one.measured} | ${one.target} | ${marks[String(one.isMet)]![1]} |`,
  )
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`
  const table = [
    `\`npm run bench -- --users ${users} --runs ${runs} --write\` on ${new Date().toISOString().slice(0, 10)}; ${machine}.`,
    '',
    '| work | against | measured | target | met |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
  const page = await readFile(path, 'utf8')
  const section = new RegExp(`<!-- ${users} -->[\\s\\S]*?<!-- end -->`)
  await writeFile(path, page.replace(section, `<!-- ${users} -->\n${table}\n<!-- end -->`))
}

await main()
