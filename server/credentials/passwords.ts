import { hash, verify } from '@node-rs/argon2'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/row-types.gen.ts'

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Algorithm and version are the library's defaults.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash of a random password that nobody knows, made with the same cost: see `isPassword`. */
const decoy =
  '$argon2id$v=19$m=19456,t=2,p=1$9LL5IpRPhI9Ps5/hNgr0yw$l3v7XjEoIkFU1IaPzuAstX1NXmN2EQa4oIUQ0SHxt84'

/** The argon2id hash to store. The same characters in another Unicode form are the same password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Whether this is the password. Without a stored hash the answer is no and takes just as long. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? decoy, password.normalize('NFKC'))
  return stored !== undefined && isRight
}

/** Sets the password of a user; a lock and its count end. Sessions stay: whoever needs them closed closes them. */
export async function storePassword(
  db: Kysely<Database>,
  user: { institutionId: number; userId: number },
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await sql`insert into credential (institution_id, user_id, password_hash)
    values (${user.institutionId}, ${user.userId}, ${passwordHash})
    on conflict (institution_id, user_id) do update set
      password_hash = excluded.password_hash, failed_attempts = 0, locked_until = null`.execute(db)
}
