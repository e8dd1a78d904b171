import { sql } from 'kysely'
import type { NewApiKey } from '../../../contract/api-keys.ts'
import type { NewWebhook } from '../../../contract/webhooks.ts'
import { attach } from '../../attachments/testing/files.ts'
import type { Context } from '../../context.ts'
import { openTestServer, type SignedIn, type TestServer } from '../../http/testing/test-server.ts'
import { installCodeTables } from '../../institutions/code-tables.ts'
import { foundInstitution } from '../../institutions/found-institution.ts'
import { findInstitution } from '../../institutions/read-institution.ts'
import { codeTables } from '../../rules/testing/rules-scope.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { runTask } from '../../tasks/run-task.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'

/** What only the law library may know stands under this word, wherever there is text. */
export const lawful = 'lawfulsecret'

/** Ids of one thing of every kind that a path can name. */
export type Things = {
  userId: number
  /** Somebody whom nobody minds losing. */
  spareId: number
  /** Of the law library, all alike. */
  feeIds: number[]
  elementId: string
  letterId: number
  loanId: number
  requestId: number
  setId: number
  taskId: number
  bursarTaskId: number
  searchId: number
  ruleId: number
  profileCode: string
  termsCode: string
  signInProfileId: number
  apiKeyId: number
  webhookId: number
  deliveryId: number
  signInCode: string
  bossId: number
  reviewId: number
  itemId: number
  sessionId: number
  revision: number
}

/** An institution with libraries, staff and one thing of every kind. */
export type House = { server: TestServer; ctx: Context; boss: Ask; bossSignedIn: SignedIn; things: Things }

/** With `beside`, another institution in the database of the first. */
export async function openHouse(code?: string, beside?: House): Promise<House> {
  if (beside) await foundInstitution(beside.server.db, code!)
  const server = await openTestServer(code ? { institutionCode: code } : {}, beside?.server)
  const institution = (await findInstitution(server.db, code)) ?? server.institution
  const here: TestServer = { ...server, institution }
  const { institutionId } = institution
  await installCodeTables(here.db, institutionId, codeTables)
  await sql`update institution set settings = '{"libraryIndependence": true}'
    where institution_id = ${institutionId}`.execute(here.db)
  await sql`insert into library (institution_id, code, name)
    select ${institutionId}, code, code from unnest(array['MAIN', 'LAW']) code`.execute(here.db)
  await sql`insert into code_value (institution_id, table_name, code, label, details) values
    (${institutionId}, 'CircDesks', 'DESK', 'Desk', '{"library": "MAIN"}'),
    (${institutionId}, 'CircDesks', 'LAW_DESK', 'Desk', '{"library": "LAW"}'),
    (${institutionId}, 'HFrUserFinesFees.fineFeeType', 'LOCAL', 'Local', '{"manual": true, "owner": "LIBRARY"}')
    on conflict do nothing`.execute(here.db)
  const boss = await staffMember(here, 'boss', ['50', '221@MAIN', '221@LAW'])
  const ctx = contextOf(here, {
    ...institution,
    settings: { ...institution.settings, libraryIndependence: true },
  })
  const house = { server: here, ctx, boss: boss.ask, bossSignedIn: boss.signedIn }
  return { ...house, things: await furnish(house) }
}

/** Everything by the doors themselves, as far as they make it. */
async function furnish(house: Omit<House, 'things'>): Promise<Things> {
  const { server, ctx, boss } = house
  const { institutionId, code } = server.institution
  const [profileCode, termsCode, signInCode] = [`${code}_P`, `${code}_T`, `${code}_S`]
  const [userId, spareId] = (await createPeople(ctx, [
    {
      primary_id: 'target',
      last_name: 'Target',
      user_group: 'STUDENT',
      'note/law': { owner: 'LAW', note_type: 'OTHER', text: lawful },
      'block/law': { owner: 'LAW', block_description: 'LOST', note: lawful },
      'statistic/law': { owner: 'LAW', category: 'HISTORY', note: lawful },
      'role/patron': { role_type: '200' },
      'email/a': { address: 'target@example.edu', types: ['personal'], preferred: true },
    },
    { primary_id: 'spare', last_name: 'Spare', 'role/patron': { role_type: '200' } },
  ])) as [number, number]
  const { id: elementId } = await attach(server, house.bossSignedIn, {
    userId,
    name: `${lawful}.txt`,
    content: Buffer.from(lawful),
    fields: { owner: 'LAW' },
  })
  const fees = await sql<{ fee_id: number }>`
    insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, original_vat, owner, created_at,
      status_at, comment)
    select ${institutionId}, ${userId}, 'OTHER', 'ACTIVE', 10, 10, 0, 'LAW', ${ctx.now()}, ${ctx.now()}, ${lawful}
    from generate_series(1, 8) returning fee_id`.execute(ctx.db)
  const [loaned, wanted] = ['L1', 'R1']
  await sql`insert into item (institution_id, barcode, title, library)
    select ${institutionId}, barcode, 'Lake Ecology', 'MAIN' from unnest(${[loaned, wanted]}::text[]) barcode`.execute(
    ctx.db,
  )
  const loan = await sure<{ loanId: number }>(
    boss(`POST /api/users/${spareId}/loans`, { barcode: loaned, desk: 'DESK' }),
  )
  await sql`update fee set loan_id = ${loan.loanId} where fee_id = ${fees.rows.at(-1)!.fee_id}`.execute(
    ctx.db,
  )
  const request = await sure<{ requestId: number }>(
    boss(`POST /api/users/${spareId}/requests`, { barcode: wanted, pickupLibrary: 'MAIN' }),
  )
  const letter = await sql<{ letter_id: number }>`
    insert into letter_outbox (institution_id, user_id, letter, language, recipient_name, recipient, subject, html, text, status,
      created_by, created_at, sent_at)
    values (${institutionId}, ${userId}, 'general_mail', 'en', 'Target', 'target@example.edu', 'Hello', '<p>Hello</p>', 'Hello',
      'SENT', 'boss', ${ctx.now()}, ${ctx.now()}) returning letter_id`.execute(ctx.db)
  const everybody = { field: 'last_name', op: 'eq', value: 'Target' }
  const set = await sure<{ setId: number }>(
    boss('POST /api/sets', { name: 'Everybody', kind: 'itemised', filter: everybody }),
  )
  const task = await sure<Planned>(
    boss('POST /api/tasks/update-users', {
      population: everybody,
      changes: [{ field: 'job_description', value: 'reads', condition: 'always' }],
    }),
  )
  const bursar = await sure<Planned>(boss('POST /api/tasks/bursar-export', {}))
  for (const { taskId } of [task.task, bursar.task]) await runTask(ctx, taskDefinitions, taskId)
  const search = await sure<{ searchId: number }>(
    boss('POST /api/saved-searches', { name: 'All', isShared: false, search: {}, columns: [] }),
  )
  await sure(boss('POST /api/role-profiles', { code: profileCode, name: 'Patrons', roles: [patronRole] }))
  const rule = await sure<{ ruleId: number }>(boss('POST /api/assignment-rules/roles', ruleBody(profileCode)))
  await sure(boss('POST /api/registration-terms', { code: termsCode, ...termsBody }))
  const profile = await sure<{ profileId: number }>(
    boss('POST /api/sign-in-profiles', { code: signInCode, kind: 'CAS', ...signInBody }),
  )
  const { apiKey } = await sure<NewApiKey>(boss('POST /api/api-keys', keyBody))
  const { webhookId } = (await sure<NewWebhook>(boss('POST /api/webhooks', webhookBody))).webhook
  const deliveryId = await tellOf(ctx, webhookId, userId)
  const { userId: bossId } = (await sure<{ user: { userId: number } }>(boss('GET /api/session'))).user
  const { review } = await sure<{ review: { reviewId: number } }>(
    boss('POST /api/access-reviews', {
      name: 'Yearly',
      dueOn: '2026-12-24',
      reviewerIds: [bossId],
      population: { field: 'primary_id', op: 'eq', value: 'boss' },
    }),
  )
  const items = await sure<{ items: { itemId: number }[] }>(
    boss(`GET /api/access-reviews/${review.reviewId}/items`),
  )
  const sessions = await sure<{ items: { sessionId: number }[] }>(boss('GET /api/account/sessions'))
  const { revision } = await sure<{ revision: number }>(boss(`GET /api/users/${userId}`))
  return {
    userId,
    spareId,
    feeIds: fees.rows.map(row => row.fee_id),
    elementId,
    letterId: letter.rows[0]!.letter_id,
    loanId: loan.loanId,
    requestId: request.requestId,
    setId: set.setId,
    taskId: task.task.taskId,
    bursarTaskId: bursar.task.taskId,
    searchId: search.searchId,
    ruleId: rule.ruleId,
    profileCode,
    termsCode,
    signInProfileId: profile.profileId,
    apiKeyId: apiKey.apiKeyId,
    webhookId,
    deliveryId,
    signInCode,
    bossId,
    reviewId: review.reviewId,
    itemId: items.items[0]!.itemId,
    sessionId: sessions.items[0]!.sessionId,
    revision,
  }
}

/** Something that a webhook was told. */
async function tellOf({ db, institution, now }: Context, webhookId: number, userId: number): Promise<number> {
  const { rows } = await sql<{ event_id: number }>`
    insert into webhook_event (institution_id, webhook_id, action, method, user_id, at, queued_at, status, ended_at)
    values (${institution.institutionId}, ${webhookId}, 'USER', 'UPDATE', ${userId}, ${now()}, ${now()}, 'DELIVERED', ${now()})
    returning event_id`.execute(db)
  return rows[0]!.event_id
}

type Planned = { task: { taskId: number } }

export const patronRole = { role_type: '200', status: 'ACTIVE' }
export const ruleBody = (...chosen: string[]) => ({
  name: 'Patrons',
  isEnabled: true,
  conditions: { recordTypes: [], userGroups: [], jobCategories: [], accountTypes: [] },
  chosen,
})
export const termsBody = { name: 'Terms', userRenewal: { kind: 'none' }, roleRenewal: { kind: 'none' } }
export const keyBody = { name: 'Program', areas: { users: 'read' }, addressRanges: [], isActive: true }
/** Nobody listens there. */
export const webhookBody = {
  name: 'Listener',
  address: 'http://127.0.0.1:1/',
  format: 'JSON',
  actions: ['USER'],
  userGroups: [],
}
export const signInBody = {
  name: 'CAS',
  isActive: true,
  matchBy: 'PRIMARY',
  settings: { serverUrl: 'https://cas.example.edu/cas' },
}

async function sure<T>(asked: ReturnType<Ask>): Promise<T> {
  const response = await asked
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<T>()
}
