// Sends mutated user objects to the door of Alma's programs, in JSON and XML, to add users and to change one, and looks that
// every answer is a success or a documented error, and that memory stays flat: `npm run fuzz -- --bodies 100000 --seed 1`.
import { parseArgs } from 'node:util'
import { createKey } from '../server/api-keys/create-key.ts'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import type { Context } from '../server/context.ts'
import { loadInstitution } from '../server/demo/load/load-institution.ts'
import { chance, type Random, randomFor } from '../server/demo/random.ts'
import { createLog } from '../server/http/log.ts'
import { findInstitution } from '../server/institutions/read-institution.ts'
import { taskDefinitions } from '../server/task-definitions.ts'
import { dropBenchDatabases, openBenchDatabase } from './bench-database.ts'
import { mutatedText, mutatedTexts, mutatedTree } from './mutate.ts'

const { values: options } = parseArgs({
  options: {
    bodies: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const bodies = Number(options.bodies)
const seed = Number(options.seed)
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
/** Calls may be made so fast, as the clock of this program goes. */
const millisecondsPerCall = 2

/** What adding and changing may be answered with (facts: alma-api §2.1, §4.5). */
const documented: ReadonlySet<string> = new Set(
  `401676 401851 401664 401852 401853 401854 401855 500038 401857 401658 401863 401864 401651 401890 401861 401859
  401858 401860 401652 402119 60224 60225 60226 60227 60228 60231 60232 REQUEST_TOO_LARGE`.split(/\s+/),
)

/** A record with something in every list. */
const whole = {
  record_type: { value: 'PUBLIC', desc: 'Public' },
  primary_id: 'fuzzed',
  first_name: 'Ottoline',
  last_name: 'Quackenbush',
  user_title: { value: 'MR' },
  user_group: { value: 'GRAD' },
  preferred_language: { value: 'en' },
  birth_date: '1990-02-03Z',
  expiry_date: '2030-01-16Z',
  account_type: { value: 'EXTERNAL' },
  external_id: 'SIS',
  status: { value: 'ACTIVE' },
  contact_info: {
    address: [
      {
        preferred: true,
        segment_type: 'External',
        line1: '1 Quay',
        city: 'Northlake',
        postal_code: '55000',
        country: { value: 'USA' },
        address_type: [{ value: 'home' }],
      },
    ],
    email: [{ preferred: true, email_address: 'ottoline@example.edu', email_type: [{ value: 'personal' }] }],
    phone: [
      { preferred: true, preferred_sms: false, phone_number: '+1 555 0100', phone_type: [{ value: 'home' }] },
    ],
  },
  user_identifier: [{ value: 'F-0001', id_type: { value: 'BARCODE' }, status: 'ACTIVE', note: null }],
  user_role: [
    { status: { value: 'ACTIVE' }, scope: { value: '' }, role_type: { value: '200' }, parameter: [] },
  ],
  user_block: [
    { block_type: { value: 'GENERAL' }, block_description: { value: '02-GLOBAL' }, block_status: 'ACTIVE' },
  ],
  user_note: [
    { note_type: { value: 'OTHER' }, note_text: 'a note', user_viewable: false, popup_note: false },
  ],
  user_statistic: [],
  proxy_for_user: [],
}

async function main(): Promise<void> {
  const bench = await openBenchDatabase(server, 'fuzz')
  await loadInstitution(bench.ctx)
  await bench.pool.query(`update institution set settings = settings
    || '{"apiCallsPerSecond": 1000, "apiCallsPerDay": 10000000}'`)
  const ctx: Context = { ...bench.ctx, institution: (await findInstitution(bench.ctx.db))! }
  const draft = {
    name: 'Fuzz',
    description: '',
    areas: { users: 'write' as const },
    addressRanges: [],
    isActive: true,
  }
  const { key } = await createKey(ctx, draft)
  let calls = 0
  const start = Date.now()
  const now = () => new Date(start + calls * millisecondsPerCall)
  const app = await buildApp({
    db: ctx.db,
    config: readConfig({
      CARREL_MASTER_KEY: ctx.masterKey.toString('base64'),
      DATABASE_URL: bench.url,
      CARREL_REQUESTS_PER_MINUTE: '0',
    }),
    now,
    log: createLog({ level: 'silent' }),
    door: { definitions: taskDefinitions, wake: async () => undefined, hurry: async () => undefined },
  })
  const call = async (
    method: 'POST' | 'PUT' | 'GET',
    url: string,
    payload?: Buffer | string,
    accept = 'application/json',
  ) => {
    calls += 1
    const headers = { authorization: `apikey ${key}`, accept }
    return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  }
  const found = await fuzz(call)
  report(found)
  await app.close()
  await bench.close()
  await dropBenchDatabases(server, ['fuzz'])
  if (found.wrong.length > 0 || !isFlat(found.memory)) process.exitCode = 1
}

type Call = (
  method: 'POST' | 'PUT' | 'GET',
  url: string,
  payload?: Buffer | string,
  accept?: string,
) => Promise<{ statusCode: number; body: string }>

/** The record that is changed, as it was when it was added. */
type Target = { path: string; json: object; xml: string }

/** Adds the record under an identifier that nobody has had. */
async function newTarget(call: Call, index: number): Promise<Target> {
  const primaryId = `fuzzed${index}`
  const identifier = { ...whole.user_identifier[0], value: `F-${index}` }
  const path = `/almaws/v1/users/${primaryId}`
  const body = JSON.stringify({ ...whole, primary_id: primaryId, user_identifier: [identifier] })
  const made = await call('POST', '/almaws/v1/users', body)
  if (made.statusCode !== 200) throw new Error(`The record itself is refused: ${made.body}`)
  const { body: xml } = await call('GET', path, undefined, 'application/xml')
  return { path, json: JSON.parse(made.body), xml }
}

type Found = {
  counts: Map<string, number>
  /** Bodies whose answers nobody documented, the first twenty. */
  wrong: { told: string; body: string }[]
  /** Megabytes in use after each tenth. */
  memory: number[]
}

async function fuzz(call: Call): Promise<Found> {
  let target = await newTarget(call, 0)
  const found: Found = { counts: new Map(), wrong: [], memory: [] }
  for (let index = 0; index < bodies; index += 1) {
    const random = randomFor(seed, index, 7)
    const body = index % 2 === 0 ? mutatedJson(target, random) : mutatedXml(target, random)
    const isNew = chance(random, 0.3)
    const accept = chance(random, 0.5) ? 'application/json' : 'application/xml'
    const path = isNew ? '/almaws/v1/users' : target.path
    const answer = await call(isNew ? 'POST' : 'PUT', path, body, accept)
    const told = toldBy(answer)
    // One that was given another identifier is lost.
    if (!isNew && told === '400 401861') target = await newTarget(call, index + 1)
    found.counts.set(told, (found.counts.get(told) ?? 0) + 1)
    if (told !== '200' && !documented.has(told.slice('400 '.length)) && found.wrong.length < 20)
      found.wrong.push({ told: `${told}: ${answer.body.slice(0, 300)}`, body: String(body).slice(0, 2000) })
    if ((index + 1) % Math.ceil(bodies / 10) === 0) {
      globalThis.gc?.()
      found.memory.push(process.memoryUsage().heapUsed / 1024 / 1024)
    }
  }
  return found
}

const isByText = (random: Random): boolean => chance(random, 1 / 3)

const mutatedJson = ({ json }: Target, random: Random): Buffer | string =>
  isByText(random) ? mutatedText(JSON.stringify(json), random) : mutatedTree(json as never, random)

const mutatedXml = ({ xml }: Target, random: Random): Buffer | string =>
  isByText(random) ? mutatedText(xml, random) : mutatedTexts(xml, random)

function toldBy({ statusCode, body }: { statusCode: number; body: string }): string {
  if (statusCode === 200) return '200'
  const code = /"errorCode":"([^"]*)"|<errorCode>([^<]*)</.exec(body)
  return `${statusCode} ${code?.[1] ?? code?.[2] ?? 'without a code'}`
}

/** The last tenths use no more than a quarter more than the second one, when everything has been seen once. */
const isFlat = (memory: readonly number[]): boolean =>
  memory.length < 4 || Math.min(...memory.slice(-2)) <= memory[1]! * 1.25

function report({ counts, wrong, memory }: Found): void {
  for (const [told, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(8)}  ${told}`)
  console.log(`memory in MB after each tenth: ${memory.map(one => one.toFixed(0)).join(' ')}`)
  for (const { told, body } of wrong) console.log(`NOT DOCUMENTED ${told}\n${body}\n`)
  console.log(wrong.length === 0 && isFlat(memory) ? 'all answers are documented, memory is flat' : 'FAILED')
}

await main()
