import type { Kysely } from 'kysely'
import type { Institution } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import { appError } from '../errors.ts'
import { settingsOf } from './settings.ts'

/** The institution with that code, or else the first one; undefined when there is none yet. */
export async function findInstitution(db: Kysely<Database>, code?: string): Promise<Institution | undefined> {
  const row = await selectInstitutions(db)
    .$if(code !== undefined, query => query.where('code', '=', code!))
    .limit(1)
    .executeTakeFirst()
  return row && institutionOf(row)
}

/** Every institution of the database. */
export async function readInstitutions(db: Kysely<Database>): Promise<Institution[]> {
  return (await selectInstitutions(db).execute()).map(institutionOf)
}

const selectInstitutions = (db: Kysely<Database>) =>
  db
    .selectFrom('institution')
    .select(['institution_id', 'code', 'name', 'time_zone', 'currency', 'settings'])
    .orderBy('institution_id')

type Row = Awaited<ReturnType<ReturnType<typeof selectInstitutions>['execute']>>[number]

function institutionOf(row: Row): Institution {
  return {
    institutionId: row.institution_id,
    code: row.code,
    name: row.name,
    timeZone: row.time_zone,
    currency: row.currency,
    settings: settingsOf(row.settings),
  }
}

/** Reads the institution for every request, from memory most of the time. */
export type InstitutionReader = {
  read: () => Promise<Institution>
  /** To be called by whoever changes the institution. */
  forget: () => void
}

/** Another process may change it, so that it is read again after so long. */
const freshMilliseconds = 5000

/** Throws `internal` when there is no institution: `foundInstitution` must have run before the first request. */
export function institutionReader(db: Kysely<Database>, code?: string): InstitutionReader {
  let known: { institution: Institution; text: string; until: number } | undefined
  return {
    read: async () => {
      if (known && performance.now() < known.until) return known.institution
      const found = await findInstitution(db, code)
      if (found === undefined) throw appError('internal', { message: 'There is no institution.' })
      const text = JSON.stringify(found)
      // The same object while nothing changes, so that others may keep what they make of it.
      const institution = known?.text === text ? known.institution : found
      known = { institution, text, until: performance.now() + freshMilliseconds }
      return institution
    },
    forget: () => {
      known = undefined
    },
  }
}
