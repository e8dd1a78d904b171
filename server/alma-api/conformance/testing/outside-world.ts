import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { call, makeKey } from '../../../api-keys/testing/keys.ts'
import type { Config } from '../../../config.ts'
import { openTestServer, type TestServer } from '../../../http/testing/test-server.ts'
import { installCodeTables } from '../../../institutions/code-tables.ts'
import { codeTables } from '../../../rules/testing/rules-scope.ts'
import { defaultSisProfile, saveSisProfile } from '../../../sis/profiles.ts'
import { contextOf, createPeople, foundSecond } from '../../../users/testing/people.ts'
import { type Ask, staffMember } from '../../../users/testing/staff.ts'
import { type Makers, makersOf } from './makers.ts'

/** An institution with something of everything, a program at its door, and nothing known of what is behind it. */
export type OutsideWorld = {
  server: TestServer
  administrator: Ask
  /** Keys of both areas: one that writes, one that reads. */
  writer: string
  reader: string
  /** Sends a request; `line` begins below `/almaws/v1`. */
  ask: (line: string, options?: AskOptions) => Promise<LightMyRequestResponse>
  /** The object in a JSON answer; throws if it is a refusal. */
  tell: (line: string, body?: object) => Promise<Told>
  /** New things to ask about, for one call. */
  makers: () => Makers
}

export type AskOptions = {
  key?: string | undefined
  payload?: string | Buffer
  headers?: Record<string, string>
  remoteAddress?: string
}

// biome-ignore lint/suspicious/noExplicitAny: programs look into answers without knowing their types
export type Told = any

export const host = 'alma.example'
/** What everything in an answer begins with that a program may follow. */
export const base = `http://${host}/almaws/v1`

export async function openOutsideWorld(settings: Partial<Config> = {}): Promise<OutsideWorld> {
  const founding = await openTestServer(settings)
  await furnish(founding)
  // Opened afterwards, because the first one has read the institution already.
  const beside = await openTestServer(settings, founding)
  const server: TestServer = {
    ...beside,
    close: async () => {
      await beside.close()
      await founding.close()
    },
  }
  const administrator = (await staffMember(server, 'administrator', ['50'])).ask
  const areas = (access: string) => ({ areas: { users: access, configuration: access } })
  const writer = (await makeKey(administrator, { name: 'Outsider', ...areas('write') })).key
  const reader = (await makeKey(administrator, { name: 'Onlooker', ...areas('read') })).key
  const ask: OutsideWorld['ask'] = (line, { headers, key = writer, ...options } = {}) =>
    call(server, line.replace(' ', ' /almaws/v1'), { key, ...options, headers: { host, ...headers } })
  const tell: OutsideWorld['tell'] = async (line, body) => {
    const { statusCode, body: text } = await ask(line, {
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    if (statusCode !== 200) throw new Error(`${line}: ${statusCode} ${text}`)
    return JSON.parse(text)
  }
  const world = { server, administrator, writer, reader, ask, tell }
  let count = 0
  const next = () => {
    count += 1
    return count
  }
  return { ...world, makers: () => makersOf(world, next) }
}

/** Codes, libraries, desks, a partner with somebody in it, and a profile of a student system. */
async function furnish(server: TestServer): Promise<void> {
  const { db, institution } = server
  const { institutionId } = institution
  const { Libraries: _libraries, ResourceSharingLibraries: _sharing, ...tables } = codeTables
  const place = (code: string, label: string, library: string) => ({ code, label, details: { library } })
  await installCodeTables(db, institutionId, {
    ...tables,
    CircDesks: [place('MAIN_CIRC', 'Main desk', 'MAIN'), place('LAW_CIRC', 'Law desk', 'LAW')],
    ServiceUnits: [place('BINDERY', 'Bindery', 'MAIN')],
    UserStatisticalTypes: [{ code: 'DEPARTMENT', label: 'Department' }],
    UserStatCategories: [{ code: 'HISTORY', label: 'History', details: { category_type: 'DEPARTMENT' } }],
  })
  await sql`insert into library (institution_id, code, name, is_resource_sharing) values
    (${institutionId}, 'MAIN', 'Main Library', true), (${institutionId}, 'LAW', 'Law Library', false)`.execute(
    db,
  )
  const second = await foundSecond(server)
  await sql`update institution set code = case code when 'SECOND' then code else '01OUT_INST' end,
    name = case code when 'SECOND' then name else 'Outer University' end`.execute(db)
  await sql`update institution set settings = settings || jsonb_build_object('partnerInstitutions',
    case when code = 'SECOND' then '["01OUT_INST"]'::jsonb else '["SECOND"]' end)`.execute(db)
  await createPeople({ ...contextOf(server), institution: second }, [
    {
      ...{ primary_id: 'far', first_name: 'Mary', last_name: 'Shelley' },
      'email/e': { address: 'mary@example.org', types: ['work'], preferred: true },
    },
    { primary_id: 'bare', first_name: 'Percy', last_name: 'Shelley' },
  ])
  await saveSisProfile(db, institutionId, {
    ...defaultSisProfile,
    code: 'SIS',
    name: 'Registry',
    dropFolder: 'in',
  })
}
