import { sql } from 'kysely'
import type { PersonElsewhere } from '../../contract/registration.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { userFields } from '../fields/user-fields.ts'

type Partner = { institution_id: number; code: string; name: string }

const mostFound = 20

/** Institutions of this database that share their people with this one; both have said so. */
export async function listPartners(ctx: Context): Promise<{ code: string; name: string }[]> {
  requirePermission(ctx, 'users.register')
  return (await readPartners(ctx)).map(({ code, name }) => ({ code, name }))
}

/** Active users of partners by the whole of an identifier, an e-mail address or a name (features K3). */
export async function findElsewhere(ctx: Context, { q }: { q: string }): Promise<PersonElsewhere[]> {
  requirePermission(ctx, 'users.register')
  const partners = await readPartners(ctx)
  const ids = partners.map(partner => partner.institution_id)
  const words = q.split(/[\s,]+/).filter(Boolean)
  const { rows } = await sql<PersonElsewhere>`
    select u.user_id as "userId", jsonb_build_object('code', p.code, 'name', p.name) as institution,
      concat_ws(', ', coalesce(u.pref_last_name, u.last_name), coalesce(u.pref_first_name, u.first_name)) as name,
      ${preferredEmail} as email, u.expiry_date::text as "expiryDate"
    from user_account u
    join institution p on p.institution_id = u.institution_id
    where u.institution_id = any (${ids}::integer[]) and u.status = 'ACTIVE' and u.record_type <> 'CONTACT'
      and u.search_text like all (array(select search_pattern(word) from unnest(${words}::text[]) word))
      and (exists (select from user_identifier i where i.institution_id = u.institution_id and i.user_id = u.user_id
          and lower(i.value) = lower(${q.trim()}))
        or exists (select from jsonb_each(u.contact) e where starts_with(e.key, 'email/')
          and lower(e.value ->> 'address') = lower(${q.trim()}))
        or (fold(u.last_name) = any (array(select fold(word) from unnest(${words}::text[]) word))
          and fold(u.first_name) = any (array(select fold(word) from unnest(${words}::text[]) word))))
    order by u.sort_name, u.institution_id, u.user_id limit ${mostFound}`.execute(ctx.db)
  return rows.map(({ email, expiryDate, ...row }) => ({
    ...row,
    ...(email ? { email } : {}),
    ...(expiryDate ? { expiryDate } : {}),
  }))
}

const preferredEmail = sql`(select e.value ->> 'address' from jsonb_each(u.contact) e
  where starts_with(e.key, 'email/') order by (e.value ->> 'preferred')::boolean desc nulls last, e.key limit 1)`

export type Source = { institution: string; userId: number }

/** Values that a linked account takes from the other one: names and contact, but none that code tables of there explain. */
export const copiedFields: ReadonlySet<string> = new Set(
  userFields
    .filter(field => field.section === 'names' || ['birth_date', 'web_site_url'].includes(field.name))
    .filter(field => field.name !== 'primary_id')
    .map(field => field.name),
)

/**
 * What a linked account begins with: names and contact of the source, as internal data; identifiers stay there. User
 * group and expiry date are what this institution says for people of that one (facts: alma-behaviour §10.2).
 */
export async function readElsewhere(ctx: Context, { institution, userId }: Source): Promise<RecordDocument> {
  requirePermission(ctx, 'users.register')
  const { document } = await readSource(ctx, { institution, userId })
  const { linkedUserGroup, linkedTakesExpiryDate } = ctx.institution.settings
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const kept = Object.entries(document).flatMap(([path, value]): [string, Json][] => {
    if (copiedFields.has(path)) return [[path, value]]
    return /^(address|email|phone)\//.test(path) ? [[path, withoutOrigin(value)]] : []
  })
  const expiry = String(document['expiry_date'] ?? '')
  return {
    ...Object.fromEntries(kept),
    ...(linkedUserGroup === 'NONE' ? {} : { user_group: linkedUserGroup }),
    ...(linkedTakesExpiryDate && expiry >= today ? { expiry_date: expiry } : {}),
  }
}

/** The fields by which a linked account knows its source; `not_found` if no partner has such a user. */
export async function linkTo(ctx: Context, source: Source): Promise<RecordDocument> {
  const { partner } = await readSource(ctx, source)
  return { source_institution_code: partner.code, source_link_id: String(source.userId) }
}

const withoutOrigin = (element: Json): Json => {
  const { external: _external, created_by: _by, created_at: _at, ...values } = element as Record<string, Json>
  return values
}

async function readSource(ctx: Context, { institution, userId }: Source) {
  const partner = await findPartner(ctx, institution)
  const { rows } = await sql<{ document: RecordDocument }>`
    select ${documentOf()} as document from user_account u
    where u.institution_id = ${partner?.institution_id ?? null} and u.user_id = ${userId} and u.status = 'ACTIVE'
      and u.record_type <> 'CONTACT'`.execute(ctx.db)
  if (!partner || !rows[0]) throw appError('not_found', { entity: 'user', id: userId })
  return { partner, document: rows[0].document }
}

/** The partner with this code; asks for no permission. */
export async function findPartner(ctx: Context, code: string): Promise<Partner | undefined> {
  return (await readPartners(ctx)).find(one => one.code === code)
}

/** Institutions that name each other in their settings. */
async function readPartners({ db, institution }: Context): Promise<Partner[]> {
  const { rows } = await sql<Partner>`
    select institution_id, code, name from institution
    where code = any (${institution.settings.partnerInstitutions}::text[]) and code <> ${institution.code}
      and settings -> 'partnerInstitutions' ? ${institution.code}
    order by name, code`.execute(db)
  return rows
}
