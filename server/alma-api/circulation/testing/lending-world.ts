import { sql } from 'kysely'
import { call, makeKey } from '../../../api-keys/testing/keys.ts'
import { type Library, openLibrary, patron } from '../../../circulation/testing/library.ts'
import type { PersonDocument } from '../../../users/testing/people.ts'

/** A library with a program that may write, and one that reads. */
export type LendingWorld = Library & {
  key: string
  reader: string
  /** Adds a patron; gives the id and the path of the user. */
  somebody: (document?: PersonDocument) => Promise<{ userId: number; path: string; primaryId: string }>
  /** Adds an item of a title; gives its id and barcode. */
  copy: (more?: { title?: string; mmsId?: string | null; status?: string }) => Promise<Copy>
  /** Asks for JSON and gives it; an error as its code and words, 204 as nothing. */
  ask: (line: string, payload?: object | string) => Promise<Answer>
  askXml: (line: string, payload?: string) => Promise<string>
}

type Copy = { itemId: number; barcode: string }
// biome-ignore lint/suspicious/noExplicitAny: what the server answers is what the test looks at
type Answer = any

const host = 'alma.example'

export async function openLendingWorld(): Promise<LendingWorld> {
  const library = await openLibrary()
  const { server } = library
  const key = (await makeKey(library.administrator, { name: 'Kiosk', areas: { users: 'write' } })).key
  const reader = (await makeKey(library.administrator, { areas: { users: 'read' } })).key
  let count = 0
  return {
    ...library,
    key,
    reader,
    somebody: async (document = {}) => {
      count += 1
      const primaryId = `reader${count}`
      const userId = await patron(library, { primary_id: primaryId, ...document })
      return { userId, primaryId, path: `/almaws/v1/users/${primaryId}` }
    },
    copy: async ({ title = 'Lake Ecology', mmsId = '991', status = 'AVAILABLE' } = {}) => {
      count += 1
      const { rows } = await sql<Copy>`
        insert into item (institution_id, barcode, title, author, library, status, mms_id, holding_id, location, policy,
          call_number)
        values (${server.institution.institutionId}, ${`C${count}`}, ${title}, 'Abara, Chidi', 'MAIN', ${status}, ${mmsId},
          ${mmsId === null ? null : '221'}, 'Stacks', 'Book', 'QH 1')
        returning item_id as "itemId", barcode`.execute(server.db)
      return rows[0]!
    },
    ask: async (line, payload) => {
      const { statusCode, body } = await call(server, line, {
        key,
        headers: { accept: 'application/json', host, 'content-type': 'application/json' },
        ...(payload === undefined ? {} : { payload }),
      })
      if (statusCode === 204) return undefined
      const answer = JSON.parse(body)
      if (statusCode === 200) return answer
      if (statusCode !== 400) throw new Error(`${statusCode} ${body}`)
      const [error] = answer.errorList.error
      return { code: error.errorCode, message: error.errorMessage }
    },
    askXml: async (line, payload) =>
      (await call(server, line, { key, headers: { host }, ...(payload === undefined ? {} : { payload }) }))
        .body,
  }
}

export const atDesk = { circ_desk: { value: 'MAIN_CIRC' }, library: { value: 'MAIN' } }
