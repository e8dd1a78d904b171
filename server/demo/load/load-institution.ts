import { sql } from 'kysely'
import type { SisProfile } from '../../../contract/sis.ts'
import type { Context } from '../../context.ts'
import { type CodeTables, installCodeTables } from '../../institutions/code-tables.ts'
import { defaultSisProfile, saveSisProfile } from '../../sis/profiles.ts'
import { blockDefinitions } from '../block-definitions.ts'
import { codeTables } from '../code-tables.ts'
import { institution, libraries, sisProfile, userGroups } from '../institution.ts'
import { statisticalCategories } from '../statistics-codes.ts'

/** The demo's SIS profile. */
export const demoProfile: SisProfile = { ...defaultSisProfile, code: sisProfile.code, name: sisProfile.name }

/** Names the institution, and gives it libraries, code tables and the SIS profile. What is loaded next is loaded as it. */
export async function loadInstitution(ctx: Context): Promise<Context> {
  const { institutionId } = ctx.institution
  await sql`update institution set code = ${institution.code}, name = ${institution.name},
    time_zone = ${institution.time_zone}, currency = ${institution.currency},
    settings = settings || ${JSON.stringify({ restrictedRoles })}::jsonb
    where institution_id = ${institutionId}`.execute(ctx.db)
  await sql`insert into library (institution_id, code, name)
    select ${institutionId}, code, label
    from jsonb_to_recordset(${JSON.stringify(libraries)}::jsonb) as l(code text, label text)
    on conflict on constraint library__pk do update set name = excluded.name`.execute(ctx.db)
  await installCodeTables(ctx.db, institutionId, tablesWithDetails())
  await saveSisProfile(ctx.db, institutionId, demoProfile)
  const { code, name, time_zone: timeZone, currency } = institution
  return { ...ctx, institution: { ...ctx.institution, code, name, timeZone, currency } }
}

/** Student assistants leave the accounts of those alone who run the library. */
const restrictedRoles = ['50', '26', '21']

/** What only some tables have: record types of a group, actions of a block, type of a statistical category. */
function tablesWithDetails(): CodeTables {
  return {
    ...codeTables,
    UserGroups: userGroups.map(({ code, label, record_types }) => ({
      code,
      label,
      details: { record_types },
    })),
    UserBlockDescription: blockDefinitions.map(({ code, label, ...details }) => ({ code, label, details })),
    UserStatCategories: statisticalCategories.map(({ code, label, category_type }) => ({
      code,
      label,
      details: { category_type },
    })),
  }
}
