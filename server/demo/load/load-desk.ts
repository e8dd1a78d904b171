import { sql } from 'kysely'
import { openChangeSet } from '../../changes/change-set.ts'
import { patchRelation, type UserPatch } from '../../changes/patches.ts'
import { writePatches } from '../../changes/write-patches.ts'
import type { Context } from '../../context.ts'
import { libraries } from '../institution.ts'

/** Books to try the desk with. Their barcodes are easy to type: NLU-1, NLU-2 … */
const titles = [
  'Atlas of the Northern Lakes',
  'Bread and Water: A Kitchen History',
  'Calculus in the Open Air',
  'Deep Snow, Slow Trains',
  'Elements of Harmony',
  'Field Guide to Prairie Birds',
  'Glass, Sand and Fire',
  'How Cities Sound',
  'Island Grammars',
  'Juries and Judges',
  'Knots for Sailors and Surgeons',
  'The Long Shelf',
]

/** Free items, patron limits, and two proxies of a professor: an assistant, and a research office that is a full one. */
export async function loadDesk(ctx: Context): Promise<void> {
  const { institutionId } = ctx.institution
  const items = titles.map((title, index) => ({
    barcode: `NLU-${index + 1}`,
    title,
    library: libraries[index % libraries.length]!.code,
    status: title.startsWith('Atlas') ? 'NOT_LOANABLE' : 'AVAILABLE',
  }))
  await sql`insert into item (institution_id, barcode, title, library, status)
    select ${institutionId}, barcode, title, library, status
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(barcode text, title text, library text, status text)`.execute(
    ctx.db,
  )
  await sql`update institution set settings = settings || ${JSON.stringify(demoLimits)}::jsonb
    where institution_id = ${institutionId}`.execute(ctx.db)
  await giveProxies(ctx)
}

const demoLimits = {
  loanDays: { '*': 28, FACULTY: 120, STAFF: 60, VISITOR: 14 },
  patronLimits: {
    cash: { '*': '25.00', FACULTY: '100.00' },
    overdues: { '*': 10 },
    overdueRecalls: { '*': 0 },
    requests: { '*': 20 },
  },
}

/** The three first people who may borrow without more ado. */
async function giveProxies(ctx: Context): Promise<void> {
  const { rows } = await sql<{ user_id: number }>`
    select user_id from user_account u
    where institution_id = ${ctx.institution.institutionId} and external_id = 'SIS' and status = 'ACTIVE'
      and user_group in ('FACULTY', 'GRAD') and expiry_date > ${ctx.now()}
      and not exists (select from user_block b where b.institution_id = u.institution_id and b.user_id = u.user_id)
    order by user_group, user_id limit 3`.execute(ctx.db)
  const [sponsor, assistant, office] = rows.map(row => row.user_id)
  if (sponsor === undefined || assistant === undefined || office === undefined) return
  const proxyOf = (more: object) => ({ 'proxy/demo': { patron_id: sponsor, ...more } })
  const patches: UserPatch[] = [
    { userId: assistant, patch: proxyOf({}) },
    { userId: office, patch: proxyOf({ fulfillment: true }) },
  ]
  await ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    await writePatches(inner, await openChangeSet(inner, { source: 'system' }), patchRelation(patches))
  })
}
