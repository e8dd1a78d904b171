import { readdirSync, readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { Kysely, PGliteDialect } from 'kysely'
export async function openTestDatabase() {
  const pglite = await PGlite.create({ extensions: { pg_trgm, unaccent } })
  const folder = '/work/main/migrations'
  for (const f of readdirSync(folder).sort()) await pglite.exec(readFileSync(`${folder}/${f}`, 'utf8'))
  const db = new Kysely<any>({ dialect: new PGliteDialect({ pglite }) })
  return {
    db,
    close: async () => {
      await db.destroy()
    },
  }
}
