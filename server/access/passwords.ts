import { hash, verify } from '@node-rs/argon2'
import { type Kysely, sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
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

const minimumPasswordLength = 8

// The most used passwords of eight characters and more; digits and case do not make them better.
const common = new Set(
  `password passwort qwertyui qwertyuiop asdfghjk asdfghjkl zxcvbnm1 zxcvbnma iloveyou princess sunshine football
  baseball superman starwars computer whatever trustno1 trustnoone letmein1 letmeinn welcome1 welcomee abcdefgh
  abcdefghi abcdabcd michelle jennifer jonathan corvette mercedes mustang1 liverpool chocolate butterfly basketball
  internet charlie1 dragon12 monkey12 master12 shadow12 library1 librarian bibliothek biblioteca administrator
  changeme default1 secret12 passw0rd p4ssword hello123 test1234 admin123 qwerty12 qwerty123 1q2w3e4r 1qaz2wsx
  q1w2e3r4 abc12345 abcd1234 aa123456 a1b2c3d4 carrel12`.split(/\s+/),
)

/** What is wrong with a password that somebody chose (facts: alma-behaviour §5.6), or nothing. */
export function passwordProblems(password: string, primaryId: string): FieldProblem[] {
  const problem = (rule: string, limit?: number): FieldProblem[] => [
    { field: 'password', rule, ...(limit === undefined ? {} : { limit }) },
  ]
  const text = password.toLowerCase()
  if ([...password].length < minimumPasswordLength) return problem('too_short', minimumPasswordLength)
  if (namesUser(text, primaryId.trim().toLowerCase())) return problem('contains_user_name')
  return isCommon(text) ? problem('too_common') : []
}

/** A very short name may occur by chance. */
function namesUser(text: string, name: string): boolean {
  return name.length < 4 ? text === name : text.includes(name)
}

function isCommon(text: string): boolean {
  const letters = text.replace(/[^\p{L}]+$/u, '')
  return common.has(text) || common.has(letters) || /^(.{1,3})\1+$/.test(text) || isRun(text)
}

/** `12345678`, `hgfedcba`: each character is the next, or each the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map(one => one.codePointAt(0)!)
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!))
  return steps.size === 1 && (steps.has(1) || steps.has(-1))
}
