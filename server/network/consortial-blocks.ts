import { type RawBuilder, sql } from 'kysely'
import { copiedIds } from '../../contract/copied-blocks.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation, type UserPatch } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Patch } from '../fields/document.ts'
import { elementOf } from '../fields/read-document.ts'

const copied = `${copiedIds}%`
const usersAtOnce = 500

/**
 * Makes the consortial blocks of linked accounts the same on both sides (features T2, seed 002: External Block Owner).
 * What was given at another institution where the patron is a guest comes home, under the name of that institution; what
 * was given at home comes to the guest's account, without one. An institution only ever writes its own records, and
 * reads those of institutions that agreed with it. Copies follow their originals: changed, inactive, gone. Returns
 * the number of users whose blocks changed.
 */
export async function copyConsortialBlocks(ctx: Context): Promise<number> {
  let changed = 0
  for (;;) {
    const patches = await nextPatches(ctx)
    if (patches.length === 0) return changed
    const written = await inTransaction(ctx.db, async db => {
      const inner: Context = { ...ctx, db }
      return writePatches(inner, await openChangeSet(inner, { source: 'network' }), patchRelation(patches))
    })
    changed += written.length
    // Whoever could not be written now is looked at in a minute.
    if (written.length < patches.length || patches.length < usersAtOnce) return changed
  }
}

/** What differs from what should be there, for some users. */
async function nextPatches(ctx: Context): Promise<UserPatch[]> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ user_id: number; patch: Patch }>`
    with partner as (${partners(ctx)}),
    wanted as (${comingHome(ctx)} union all ${comingToGuests(ctx)}),
    here as (select user_id, element_id, ${elementOf('b')} as element from user_block b
      where institution_id = ${institutionId} and element_id like ${copied})
    select coalesce(w.user_id, h.user_id) as user_id,
      jsonb_object_agg('block/' || coalesce(w.element_id, h.element_id), w.element) as patch
    from wanted w full join here h on h.user_id = w.user_id and h.element_id = w.element_id
    where w.element is distinct from h.element
    group by 1 order by 1 limit ${usersAtOnce}`.execute(ctx.db)
  return rows.map(row => ({ userId: row.user_id, patch: row.patch }))
}

/** Institutions that name each other as partners, with the blocks that both call consortial. */
const partners = ({ institution }: Context): RawBuilder<unknown> => sql`
  select p.institution_id, p.code, p.name, d.code as description
  from institution p
  join code_value d on d.institution_id = p.institution_id and ${isConsortial('d')}
  join code_value own on own.institution_id = ${institution.institutionId} and own.code = d.code and ${isConsortial('own')}
  where p.code = any (${institution.settings.partnerInstitutions}::text[]) and p.code <> ${institution.code}
    and p.settings -> 'partnerInstitutions' ? ${institution.code}`

const isConsortial = (alias: string): RawBuilder<boolean> =>
  sql`${sql.ref(`${alias}.table_name`)} = 'UserBlockDescription'
    and ${sql.ref(`${alias}.details`)} ->> 'block_type' = 'CONSORTIAL'`

/** Blocks of the guest accounts that our patrons have at partners. */
const comingHome = ({ institution }: Context): RawBuilder<unknown> => sql`
  select home.user_id, ${idOfCopy} as element_id, ${elementOfCopy} || jsonb_build_object('external_owner', p.name) as element
  from partner p
  join user_account guest on guest.institution_id = p.institution_id
    and guest.source_institution_code = ${institution.code}
  join user_account home on home.institution_id = ${institution.institutionId} and home.user_id = ${sourceId}
  join user_block b on b.institution_id = guest.institution_id and b.user_id = guest.user_id
    and b.block_description = p.description and b.element_id not like ${copied}`

/** Blocks that partners gave to those of their patrons who are guests here. */
const comingToGuests = ({ institution }: Context): RawBuilder<unknown> => sql`
  select guest.user_id, ${idOfCopy}, ${elementOfCopy}
  from partner p
  join user_account guest on guest.institution_id = ${institution.institutionId}
    and guest.source_institution_code = p.code
  join user_account home on home.institution_id = p.institution_id and home.user_id = ${sourceId}
  join user_block b on b.institution_id = home.institution_id and b.user_id = home.user_id
    and b.block_description = p.description and b.element_id not like ${copied}`

/** Looked up by its key, among a million; an id that another system gave is nobody's here. */
const sourceId = sql`case when guest.source_link_id ~ '^[0-9]{1,18}$' then guest.source_link_id::bigint end`

const idOfCopy = sql`${sql.lit(copiedIds)} || b.institution_id || '-' || b.element_id`

/** Libraries and student systems are matters of each institution. */
const elementOfCopy = sql`${elementOf('b')} - 'owner' - 'external_owner' || '{"external": false}'`
