// A program that is killed: opens the data folder named first, commits rows one by one, prints each id once its
// commit is acknowledged.
import pg from 'pg'
import { startEmbeddedDatabase } from '../start-embedded-database.ts'

const database = await startEmbeddedDatabase({ folder: process.argv[2]! })
const client = new pg.Client(database.connection)
await client.connect()
await client.query(
  'create table if not exists acknowledged (id bigint generated always as identity, text text)',
)
for (;;) {
  const { rows } = await client.query('insert into acknowledged (text) values ($1) returning id', [
    'x'.repeat(500),
  ])
  process.stdout.write(`${rows[0].id}\n`)
}
