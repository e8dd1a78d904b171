import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import type { AlmaTree } from '../../../alma-user/alma-tree.ts'
import { toAlmaXml } from '../../../alma-user/to-alma-xml.ts'
import { call, makeKey } from '../../../api-keys/testing/keys.ts'
import type { RecordDocument } from '../../../fields/document.ts'
import { documentOf } from '../../../fields/read-document.ts'
import { openTestServer, type TestServer } from '../../../http/testing/test-server.ts'
import { installCodeTables } from '../../../institutions/code-tables.ts'
import { codeTables } from '../../../rules/testing/rules-scope.ts'
import { type Ask, staffMember } from '../../../users/testing/staff.ts'

/** A program at the door of a server whose institution has codes and two libraries, and an administrator beside it. */
export type WritingDoor = {
  server: TestServer
  administrator: Ask
  key: string
  /** Sends an object as JSON and wants JSON; `line` begins below `/almaws/v1`. */
  send: (line: string, body?: object) => Promise<LightMyRequestResponse>
  /** The same in XML. */
  sendXml: (line: string, tree: AlmaTree) => Promise<LightMyRequestResponse>
  /** The record behind a primary identifier. */
  document: (primaryId: string) => Promise<RecordDocument | undefined>
  /** Rows of history of everybody. */
  changes: () => Promise<number>
}

const json = { accept: 'application/json', 'content-type': 'application/json' }
const xml = { accept: 'application/xml', 'content-type': 'application/xml' }

export async function openWritingDoor(areas: object = { users: 'write' }): Promise<WritingDoor> {
  const server = await openTestServer()
  const { institutionId } = server.institution
  const { Libraries: _libraries, ResourceSharingLibraries: _sharing, ...tables } = codeTables
  await installCodeTables(server.db, institutionId, tables)
  await sql`insert into library (institution_id, code, name, is_resource_sharing)
    values (${institutionId}, 'MAIN', 'Main', true), (${institutionId}, 'LAW', 'Law', true)`.execute(
    server.db,
  )
  await sql`update institution set settings = settings || '{"catalogingPermissions": true}'`.execute(
    server.db,
  )
  const administrator = (await staffMember(server, 'keeper', ['50'])).ask
  const { key } = await makeKey(administrator, { areas })
  const to = (line: string) => line.replace(' ', ' /almaws/v1')
  return {
    server,
    administrator,
    key,
    send: (line, body) =>
      call(server, to(line), {
        key,
        headers: json,
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    sendXml: (line, tree) => call(server, to(line), { key, headers: xml, payload: toAlmaXml('user', tree) }),
    document: async primaryId => {
      const { rows } = await sql<{ document: RecordDocument }>`select ${documentOf()} as document
        from user_account u where institution_id = ${institutionId} and primary_id = ${primaryId}`.execute(
        server.db,
      )
      return rows[0]?.document
    },
    changes: async () => {
      const { rows } = await sql<{
        count: number
      }>`select count(*)::integer as count from user_history`.execute(server.db)
      return rows[0]!.count
    },
  }
}

/** `401858 External id in DB …` */
export function refusalIn(answer: LightMyRequestResponse): string {
  if (answer.statusCode !== 400) throw new Error(`${answer.statusCode}: ${answer.body}`)
  const { errorCode, errorMessage } = answer.json().errorList.error[0]
  return `${errorCode} ${errorMessage}`
}

/** The user in an answer; throws if it is none. */
export function userIn(answer: LightMyRequestResponse): AlmaTree {
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body}`)
  return answer.json()
}

export const code = (value: string) => ({ value })
