import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { DemoActivity, DemoExternalLink } from '../beyond-sis-types.ts'

/** The systems that know of the links. */
const sourceOf: Record<DemoExternalLink['kind'], string> = {
  PO_LINE: 'acquisitions',
  INVOICE: 'acquisitions',
  PURCHASE_REQUEST: 'acquisitions',
  IMPORT_PROFILE: 'cataloguing',
  LOCKED_BIB: 'cataloguing',
  RESEARCH_ASSET: 'research',
}

/** Loans, fees, requests and links of a slice of users, one statement each. */
export async function loadTransactions(ctx: Context, activity: DemoActivity): Promise<void> {
  const { institutionId } = ctx.institution
  const user = sql`join user_account u on u.institution_id = ${institutionId} and u.primary_id = r.primary_id`
  const rows = (list: readonly unknown[]) => sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb)`
  await sql`insert into loan (institution_id, user_id, item_barcode, title, library, loaned_at, due_at, user_group)
    select u.institution_id, u.user_id, r.item_barcode, r.title, r.library, r.loan_date, r.due_date, u.user_group
    from ${rows(activity.loans)} as r(primary_id text, item_barcode text, title text, library text,
      loan_date timestamptz, due_date timestamptz) ${user}`.execute(ctx.db)
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, comment, title,
      item_barcode, owner, user_group, created_at, status_at)
    select u.institution_id, u.user_id, r.type, r.status, r.original_amount, r.balance, r.comment, r.title,
      r.item_barcode, r.owner, u.user_group, r.creation_time, r.status_time
    from ${rows(activity.fees)} as r(primary_id text, type text, status text, original_amount numeric, balance numeric,
      comment text, title text, item_barcode text, owner text, creation_time timestamptz, status_time timestamptz)
    ${user}`.execute(ctx.db)
  await sql`insert into request (institution_id, user_id, kind, status, title, library, user_group, created_at)
    select u.institution_id, u.user_id, r.request_type, r.request_status, r.title, r.library, u.user_group, r.request_time
    from ${rows(activity.requests)} as r(primary_id text, request_type text, request_status text, title text,
      library text, request_time timestamptz) ${user}`.execute(ctx.db)
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
