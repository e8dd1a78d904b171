import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { DemoActivity, DemoExternalLink } from '../beyond-sis-types.ts'
import { loadCirculation } from './load-circulation.ts'
import { loadFees } from './load-fees.ts'

/** The systems that know of the links. */
const sourceOf: Record<DemoExternalLink['kind'], string> = {
  PO_LINE: 'acquisitions',
  INVOICE: 'acquisitions',
  PURCHASE_REQUEST: 'acquisitions',
  IMPORT_PROFILE: 'cataloguing',
  LOCKED_BIB: 'cataloguing',
  RESEARCH_ASSET: 'research',
}

/** Loans, requests, fees and links of a slice of users. */
export async function loadTransactions(ctx: Context, activity: DemoActivity): Promise<void> {
  await loadCirculation(ctx, activity)
  await loadFees(ctx, activity.fees)
  await loadLinks(ctx, activity)
}

async function loadLinks(ctx: Context, activity: DemoActivity): Promise<void> {
  const links = [
    ...activity.network_accounts
      .filter(account => account.loans > 0 || account.requests > 0 || Number(account.fees) > 0)
      .map(account => ({
        primary_id: account.primary_id,
        kind: 'ACTIVE_ELSEWHERE',
        source: account.institution_code,
        label: account.institution_name,
      })),
    ...activity.external_links.map(({ primary_id, kind, reference, description, status }) => ({
      primary_id,
      kind,
      source: sourceOf[kind],
      label: `${description} (${reference})`,
      status,
    })),
  ]
  await sql`insert into user_link (institution_id, user_id, kind, source, label, status, created_at)
    select u.institution_id, u.user_id, r.kind, r.source, r.label, r.status, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as r(primary_id text, kind text, source text, label text, status text)
    join user_account u on u.institution_id = ${ctx.institution.institutionId} and u.primary_id = r.primary_id`.execute(
    ctx.db,
  )
}
