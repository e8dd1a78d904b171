import { sql } from 'kysely'
import type { Fee } from '../../../contract/fees.ts'
import { openTestServer, type TestServer } from '../../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from '../../users/testing/people.ts'
import { type Ask, staffMember } from '../../users/testing/staff.ts'

/** A server with libraries, desks, a type with VAT, one that is not waived, and people at the door. */
export type FeesWorld = {
  server: TestServer
  admin: Ask
  desk: Ask
  viewer: Ask
  systems: Ask
  /** Adds a patron. */
  patron: (document?: PersonDocument) => Promise<number>
  /** Puts a fee there as another system would have made it. */
  owe: (userId: number, fee?: OwedFee) => Promise<number>
  /** The fee, whatever its status. */
  feeOf: (userId: number, feeId: number) => Promise<Fee>
  transactionsOf: (feeId: number) => Promise<Record<string, unknown>[]>
}

export type OwedFee = {
  type?: string
  status?: string
  original?: string
  balance?: string
  vat?: string
  owner?: string | null
  at?: string
}

export async function openFeesWorld(): Promise<FeesWorld> {
  const server = await openTestServer()
  const { db } = server
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name) values (${institutionId}, 'MAIN', 'Main'),
    (${institutionId}, 'LAW', 'Law')`.execute(db)
  await sql`insert into code_value (institution_id, table_name, code, label, details) values
    (${institutionId}, 'CircDesks', 'MAIN_CIRC', 'Main desk', '{"library": "MAIN"}'),
    (${institutionId}, 'CircDesks', 'LAW_CIRC', 'Law desk', '{"library": "LAW"}'),
    (${institutionId}, 'HFrUserFinesFees.fineFeeType', 'SERVICE', 'Service',
      '{"manual": true, "waiveable": false, "owner": "INSTITUTION", "vat_percent": 19}')`.execute(db)
  const admin = (await staffMember(server, 'boss', ['50'])).ask
  const patron: FeesWorld['patron'] = async (document = {}) => {
    const usual = { user_group: 'STUDENT', 'role/p': { role_type: '200' } }
    return (await createPeople(contextOf(server), [{ ...usual, ...document }]))[0]!
  }
  const owe: FeesWorld['owe'] = async (userId, fee = {}) => {
    const { type = 'OTHER', status = 'ACTIVE', original = '10.00', vat = '0', owner = null } = fee
    const { rows } = await sql<{ fee_id: number }>`
      insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, original_vat, owner,
        created_at, status_at)
      values (${institutionId}, ${userId}, ${type}, ${status}, ${original}, ${fee.balance ?? original}, ${vat}, ${owner},
        ${fee.at ?? '2026-11-01T10:00:00Z'}, ${fee.at ?? '2026-11-01T10:00:00Z'}) returning fee_id`.execute(
      db,
    )
    return rows[0]!.fee_id
  }
  return {
    server,
    admin,
    desk: (await staffMember(server, 'desk', ['32'])).ask,
    viewer: (await staffMember(server, 'viewer', ['38'])).ask,
    systems: (await staffMember(server, 'systems', ['26'])).ask,
    patron,
    owe,
    feeOf: async (userId, feeId) => {
      const { items } = (await admin(`GET /api/users/${userId}/fees?status=ALL&limit=500`)).json<{
        items: Fee[]
      }>()
      return items.find(fee => fee.feeId === feeId)!
    },
    transactionsOf: async feeId =>
      (
        await sql<
          Record<string, unknown>
        >`select kind, amount, vat_amount, reason, comment, payment_method, desk,
          created_by from fee_transaction where fee_id = ${feeId} order by transaction_id`.execute(db)
      ).rows,
  }
}
