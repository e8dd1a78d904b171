import { sql } from 'kysely'
import type { Refusal } from '../../../contract/circulation.ts'
import type { InstitutionSettings } from '../../context.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { settingsOf } from '../../institutions/settings.ts'
import { contextOf, createPeople, type PersonDocument } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'

/** A library with a desk, somebody at it of each kind, and as many items as are asked for. */
export type Library = {
  server: TestServer
  operator: Ask
  manager: Ask
  limited: Ask
  viewer: Ask
  administrator: Ask
  close: () => Promise<void>
}

const roles = {
  operator: '32',
  manager: '221',
  limited: 'CIRC_DESK_OPERATOR_LIMITED',
  viewer: '38',
  administrator: '50',
}

export async function openLibrary(): Promise<Library> {
  const server = await openTestServer()
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name) values (${institutionId}, 'MAIN', 'Main Library'),
    (${institutionId}, 'SCI', 'Science Library')`.execute(server.db)
  await sql`insert into code_value (institution_id, table_name, code, label, details) values
    (${institutionId}, 'CircDesks', 'MAIN_CIRC', 'Main desk', '{"library": "MAIN"}'),
    (${institutionId}, 'CircDesks', 'SCI_CIRC', 'Science desk', '{"library": "SCI"}')`.execute(server.db)
  await sql`insert into code_value (institution_id, table_name, code, label, details)
    select ${institutionId}, 'UserBlockDescription', 'B_' || o, 'Block ' || o,
      jsonb_build_object('actions', '["LOAN", "RENEW", "HOLD"]'::jsonb, 'overridable', o)
    from unnest(array['ALL', 'OPERATOR', 'CIRCDESC', 'NONE']) o`.execute(server.db)
  const staff: Record<string, Ask> = {}
  for (const [name, role] of Object.entries(roles))
    staff[name] = (await staffMember(server, name, [role])).ask
  return { server, ...staff, close: () => server.close() } as Library
}

export const patronRole = { 'role/p': { role_type: '200' } }

/** A patron who may borrow, unless the document says otherwise. */
export async function patron({ server }: Library, document: PersonDocument = {}): Promise<number> {
  const usual = { first_name: 'Ada', last_name: 'Lovelace', user_group: 'STUDENT', ...patronRole }
  return (await createPeople(contextOf(server), [{ ...usual, ...document }]))[0]!
}

/** An item that can be lent; gives its barcode. */
export async function item(
  { server }: Library,
  more: { status?: string; partner?: string; title?: string } = {},
): Promise<string> {
  const { rows } = await sql<{ barcode: string }>`
    insert into item (institution_id, barcode, title, library, status, partner)
    values (${server.institution.institutionId}, 'B' || nextval(pg_get_serial_sequence('item', 'item_id')),
      ${more.title ?? 'Lake Ecology'}, 'MAIN', ${more.status ?? 'AVAILABLE'}, ${more.partner ?? null})
    returning barcode`.execute(server.db)
  return rows[0]!.barcode
}

/** Changes settings as an administrator does, and gives those that hold from now on. */
export async function set({ server, administrator }: Library, values: object): Promise<InstitutionSettings> {
  const response = await administrator('PATCH /api/settings', { values })
  if (response.statusCode !== 200) throw new Error(response.body)
  const { rows } = await sql<{ settings: unknown }>`select settings from institution
    where institution_id = ${server.institution.institutionId}`.execute(server.db)
  return settingsOf(rows[0]!.settings)
}

/** Lets somebody's loans be older: sessions end when the clock goes so far. */
export async function age({ server }: Library, userId: number, days: number): Promise<void> {
  await sql`update loan set loaned_at = loaned_at - make_interval(days => ${days}), due_at = due_at - make_interval(days => ${days})
    where user_id = ${userId}`.execute(server.db)
}

const desk = 'MAIN_CIRC'

export const lendTo = (ask: Ask, userId: number, barcode: string, more: object = {}) =>
  ask(`POST /api/users/${userId}/loans`, { barcode, desk, ...more })
export const giveBack = (ask: Ask, barcode: string) => ask('POST /api/loans/return', { barcode, desk })
export const requestFor = (ask: Ask, userId: number, barcode: string, more: object = {}) =>
  ask(`POST /api/users/${userId}/requests`, { barcode, pickupLibrary: 'MAIN', ...more })

/** The reasons of a refusal, as their kinds; fails if it is none. */
export function reasonsOf(response: { json: () => unknown }): string[] {
  return refusalsOf(response).map(one => one.kind)
}

export function refusalsOf(response: { json: () => unknown }): Refusal[] {
  const body = response.json() as { code: string; details: { refusals: Refusal[] } }
  if (body.code !== 'circulation_refused') throw new Error(JSON.stringify(body))
  return body.details.refusals
}
