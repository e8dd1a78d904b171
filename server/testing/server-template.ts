import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { connect } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'

const ourName = /^(carrel_test_[0-9a-f]{12})_/

/**
 * Makes a migrated template database for this run on the server at `url`. Its connection stays open under the name
 * of the run: that is how other runs know that the databases of this one are still in use.
 */
export async function prepareServerTemplate(url: string) {
  const run = `carrel_test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: url, application_name: run })
  await client.connect()
  await dropDeadRuns(client)
  const template = `${run}_template`
  await client.query(`create database ${template}`)
  const db = connect({ connectionString: databaseUrl(url, template), max: 1 })
  await migrate(db).finally(() => db.destroy())
  const close = async () => {
    await client.query(`drop database if exists ${template} with (force)`)
    await client.end()
  }
  return { source: { kind: 'server' as const, url, template }, close }
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Only names of our form, and only of runs that no longer hold a connection, from whatever machine. */
export async function dropDeadRuns(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; alive: string[] }>(`
    select datname as name, array(select application_name from pg_stat_activity) as alive
    from pg_database where datname like 'carrel\\_test\\_%'`)
  for (const { name, alive } of rows) {
    const run = ourName.exec(name)?.[1]
    if (run && !alive.includes(run)) await client.query(`drop database if exists ${name} with (force)`)
  }
}
