// A program whose database engine dies: an idle session may not end where there is only one.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedDatabase } from '../start-embedded-database.ts'

const database = await startEmbeddedDatabase({ folder: null })
const client = new pg.Client(database.connection)
client.on('error', () => {})
await client.connect()
await client.query('set idle_session_timeout = 10')
await wait(100)
await client.query('select 1').catch((error: Error) => console.log(`query: ${error.message}`))
await wait(60_000)
