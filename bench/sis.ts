import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { demoProfile } from '../server/demo/load/load-institution.ts'
import { planFeedTask } from '../server/sis/synchronise.ts'
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts'
import { absolute, type Figure, medianOf, peakMemory, ratio, timed } from './measure.ts'
import { planAndApply } from './run-task.ts'

export type FeedFiles = { zip: string; xml: string[] }

/** Writes the feed of so many people as a zip, and unpacked for xmllint. */
export async function writeFeed(folder: string, users: number): Promise<FeedFiles> {
  const zip = join(folder, 'feed.zip')
  const unpacked = join(folder, 'xml')
  await mkdir(unpacked, { recursive: true })
  await command(process.execPath, [join(import.meta.dirname, 'write-feed.ts'), zip, String(users)])
  await command('unzip', ['-q', '-o', zip, '-d', unpacked])
  return { zip, xml: [unpacked] }
}

/** Runs a program to its end; its output is thrown away. */
export function command(program: string, words: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))))
  })
}

/** Loads new people; gives the milliseconds. */
async function loadFeed(bench: BenchDatabase, files: FeedFiles): Promise<number> {
  const taskId = await planFeedTask(bench.ctx, {
    profileCode: demoProfile.code,
    path: files.zip,
    fileName: 'feed.zip',
  })
  const { plan, apply } = await planAndApply(bench.ctx, taskId)
  return plan + apply
}

/** New people against COPY of the same rows into the same indexed tables; memory above idle. */
export async function newFeed(bench: BenchDatabase, files: FeedFiles, server: string): Promise<Figure[]> {
  let time = 0
  const memory = await peakMemory(async () => {
    time = await loadFeed(bench, files)
  })
  await bench.pool.query('vacuum analyze')
  const base = await copyTime(bench, join(files.xml[0]!, '..'), server)
  return [
    ratio('SIS: a file of new users (plan and apply)', 'COPY of the same rows', { time, base, atMost: 3 }),
    absolute('SIS: memory over the idle process', { value: memory, unit: 'MB', atMost: 400 }),
  ]
}

/** The same file again against xmllint reading the same XML. */
export async function unchangedFeed(bench: BenchDatabase, files: FeedFiles, runs: number): Promise<Figure> {
  await bench.settle()
  const time = await medianOf(runs, () => loadFeed(bench, files))
  const base = await medianOf(runs, () =>
    command('sh', ['-c', 'xmllint --stream --noout "$0"/*.xml', files.xml[0]!]),
  )
  return ratio('SIS: the same file again, all unchanged', 'xmllint --stream --noout', {
    time,
    base,
    atMost: 1,
  })
}

const tables = [
  'change_set',
  'user_history',
  'user_account',
  'user_identifier',
  'user_role',
  'user_note',
  'user_statistic',
  'user_block',
]

/** Milliseconds to COPY the rows of the loaded database into an empty one with the same indexes. */
async function copyTime(bench: BenchDatabase, folder: string, server: string): Promise<number> {
  const target = await openBenchDatabase(server, 'copy')
  const client = await bench.pool.connect()
  const copies: { table: string; columns: string; path: string }[] = []
  for (const table of tables) {
    const columns = await storedColumns(bench, table)
    const path = join(folder, `${table}.copy`)
    await pipeline(
      client.query(copyTo(`copy (select ${columns} from ${table}) to stdout`)),
      createWriteStream(path),
    )
    copies.push({ table, columns, path })
  }
  client.release()
  const into = await target.pool.connect()
  await into.query('truncate institution cascade')
  await into.query(
    `insert into institution (institution_id, code, name) values (${bench.ctx.institution.institutionId}, 'X', 'X')`,
  )
  await target.settle()
  const time = await timed(async () => {
    for (const { table, columns, path } of copies) {
      await pipeline(createReadStream(path), into.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
    }
  })
  into.release()
  await target.close()
  return time
}

async function storedColumns(bench: BenchDatabase, table: string): Promise<string> {
  const { rows } = await bench.pool.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows[0]!.columns
}
