import { sql } from 'kysely'
import type { SisProfile } from '../../contract/sis.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** What a profile without further settings does: synchronise public users by primary identifier, as Alma's default. */
export const defaultSisProfile: SisProfile = {
  code: 'SIS',
  name: 'Student information system',
  recordType: 'PUBLIC',
  action: 'synchronize',
  matchIdType: 'PRIMARY',
  addUnmatched: true,
  onBrokenRecord: 'keep_good',
  emptySticky: 'clear',
  confirmation: 'by_person',
}

/** The institution's profiles; an institution that has not set up any has the default one. */
export async function listSisProfiles(ctx: Context): Promise<SisProfile[]> {
  const { rows } = await sql<{ profile: SisProfile }>`select profile from sis_profile
    where institution_id = ${ctx.institution.institutionId} order by code`.execute(ctx.db)
  return rows.length > 0 ? rows.map(row => row.profile) : [defaultSisProfile]
}

/** The profile with that code; `not_found` if there is none. */
export async function readSisProfile(ctx: Context, code: string): Promise<SisProfile> {
  const profile = (await listSisProfiles(ctx)).find(one => one.code === code)
  if (!profile) throw appError('not_found', { entity: 'sis_profile', id: code })
  return profile
}

/** Adds or replaces profiles (set-up, demo). */
export async function saveSisProfile(
  db: Context['db'],
  institutionId: number,
  profile: SisProfile,
): Promise<void> {
  await sql`insert into sis_profile (institution_id, code, profile)
    values (${institutionId}, ${profile.code}, ${JSON.stringify(profile)}::jsonb)
    on conflict on constraint sis_profile__pk do update set profile = excluded.profile`.execute(db)
}
