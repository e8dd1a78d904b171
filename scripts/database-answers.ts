import pg from 'pg'

// Ends with 0 if a PostgreSQL server answers at the address of the first argument.
const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 3000 })
client.connect().then(
  () => client.end(),
  () => process.exit(1),
)
