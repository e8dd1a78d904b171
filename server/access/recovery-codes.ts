import { createHmac, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { deriveKey } from '../master-key.ts'

const howMany = 10
const length = 10
/** No letter or digit that looks like another one. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Makes new recovery codes, which people keep on paper; the old ones end. They are shown this once. */
export async function newRecoveryCodes(ctx: Context, userId: number): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode)
  const hashes = codes.map(code => hashOf(ctx, userId, code))
  const { institutionId } = ctx.institution
  await sql`delete from recovery_code where institution_id = ${institutionId} and user_id = ${userId}`.execute(
    ctx.db,
  )
  await sql`insert into recovery_code (institution_id, user_id, code_hash)
    select ${institutionId}, ${userId}, hash from unnest(${hashes}::bytea[]) hash`.execute(ctx.db)
  return codes
}

/** Whether this is one of the codes; if so, it is used up. */
export async function takeRecoveryCode(ctx: Context, userId: number, code: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from recovery_code
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}
      and code_hash = ${hashOf(ctx, userId, code)}`.execute(ctx.db)
  return numAffectedRows === 1n
}

function newCode(): string {
  const signs = Array.from({ length }, () => alphabet[randomInt(alphabet.length)])
  return `${signs.slice(0, length / 2).join('')}-${signs.slice(length / 2).join('')}`
}

/** With a key that is not in the database: whoever has the database alone cannot try codes. */
function hashOf(ctx: Context, userId: number, code: string): Buffer {
  const text = code.toLowerCase().replaceAll(/[\s-]/g, '')
  return createHmac('sha256', deriveKey(ctx.masterKey, 'recovery codes')).update(`${userId}:${text}`).digest()
}
