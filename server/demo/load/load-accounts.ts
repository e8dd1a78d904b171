import { sql } from 'kysely'
import { openChangeSet } from '../../changes/change-set.ts'
import { createUsers, newUserIds } from '../../changes/create-users.ts'
import type { Context } from '../../context.ts'
import { hashPassword } from '../../credentials/passwords.ts'
import { completeElement, completeRecord, momentText } from '../../fields/complete.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'
import type { DemoLinkedAccount, DemoStaffUser } from '../beyond-sis-types.ts'
import type { DemoOptions } from '../demo-user.ts'
import { linkedAccounts } from '../linked-accounts.ts'
import { staffUsers } from '../staff.ts'
import { roleElement } from './role-element.ts'

/** Signs in to every account of the demo that belongs to a person. */
export const demoPassword = 'northlake-demo'

/** Staff accounts with their roles and the demo's password, and copies of partner institutions' patrons. */
export async function loadAccounts(ctx: Context, options: DemoOptions, count: number): Promise<void> {
  const moment = momentText(ctx.now())
  const staff = staffUsers(options.today)
  await create(ctx, [
    ...staff.map(user => staffRecord(user, moment)),
    ...linkedAccounts(options, count).map(account => linkedRecord(account, moment)),
  ])
  await givePasswords(ctx, staff)
}

async function create(ctx: Context, documents: RecordDocument[]): Promise<void> {
  const userIds = await newUserIds(ctx, documents.length)
  const rows = documents.map((document, index) => ({ user_id: userIds[index], document }))
  await ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    await createUsers(inner, await openChangeSet(inner, { source: 'system' }), {
      rows: sql`select user_id, document, null::uuid as fingerprint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
      kinds: segments.map(segment => segment.kind),
    })
  })
}

function staffRecord(user: DemoStaffUser, moment: string): RecordDocument {
  const { email_address, last_login: _login, purpose, user_role, ...fields } = user
  const roles = user_role.map((role, index): [string, Json] => [
    `role/demo${index}`,
    roleElement(role, moment),
  ])
  return completeRecord({
    ...fields,
    account_purpose: purpose,
    status_date: moment.slice(0, 10),
    ...Object.fromEntries(roles),
    'email/demo0': completeElement('email', {
      address: email_address,
      types: ['work'],
      preferred: true,
      created_at: moment,
    }),
  })
}

function linkedRecord(account: DemoLinkedAccount, moment: string): RecordDocument {
  const {
    contact_info,
    source_institution_code,
    source_link_id: _link,
    linking_id: _linking,
    ...fields
  } = account
  const emails = contact_info.email.map((email, index): [string, Json] => [
    `email/demo${index}`,
    completeElement('email', {
      address: email.email_address,
      types: [...email.email_type],
      preferred: email.preferred,
      external: true,
      created_at: moment,
    }),
  ])
  return completeRecord({
    ...(fields as unknown as Record<string, Json>),
    account_type: 'EXTERNAL',
    external_id: source_institution_code,
    status_date: moment.slice(0, 10),
    ...Object.fromEntries(emails),
    'role/patron': completeElement('role', { role_type: '200', created_at: moment }),
  })
}

/** One hash for all: the demo starts in seconds, and its password is public anyway. */
async function givePasswords(ctx: Context, staff: DemoStaffUser[]): Promise<void> {
  const rows = staff.map(user => ({
    primary_id: user.primary_id,
    last_login: user.last_login,
    is_person: user.purpose === 'PERSON',
  }))
  await sql`insert into credential (institution_id, user_id, password_hash, last_login_at)
    select u.institution_id, u.user_id, case when s.is_person then ${await hashPassword(demoPassword)} end, s.last_login
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as s(primary_id text, last_login timestamptz, is_person boolean)
    join user_account u on u.institution_id = ${ctx.institution.institutionId} and u.primary_id = s.primary_id`.execute(
    ctx.db,
  )
}
