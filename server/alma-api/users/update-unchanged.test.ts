import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { documentOf } from '../../fields/read-document.ts'
import { anyPeople } from '../../filters/testing/arbitrary-people.ts'
import { contextOf, createPeople, personRecord } from '../../users/testing/people.ts'
import { openWritingDoor, userIn, type WritingDoor } from './testing/writing-door.ts'

const numRuns = Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40)

let door: WritingDoor
beforeAll(async () => {
  door = await openWritingDoor()
})
afterAll(() => door.server.close())

let runs = 0

/** A random user, with identifiers that nobody had in earlier runs. */
async function createAny(documents: readonly RecordDocument[]): Promise<number> {
  runs += 1
  const text = JSON.stringify(documents).replaceAll(/#(\d+)"/g, `#${runs}-$1"`)
  const distinct: RecordDocument[] = JSON.parse(text)
  const [userId] = await createPeople(contextOf(door.server), [
    { ...distinct[0]!, primary_id: `someone-${runs}` },
  ])
  return userId!
}

async function stateOf(userId: number) {
  const { rows } = await sql<object>`
    select ${documentOf()} as document, u.revision, u.updated_at, u.updated_by, u.sis_fingerprint
    from user_account u where user_id = ${userId}`.execute(door.server.db)
  return rows[0]
}

const anyDocument = anyPeople(1).map(people => people.map((one, index) => personRecord(one.document, index)))

test('who sends back what was answered changes nothing at all, in JSON and in XML', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async documents => {
      const userId = await createAny(documents)
      const path = `/users/someone-${runs}`
      const before = await stateOf(userId)
      const changes = await door.changes()
      const tree = userIn(await door.send(`GET ${path}`))
      expect(userIn(await door.send(`PUT ${path}`, tree))).toEqual(tree)
      const xml = { accept: 'application/xml', 'content-type': 'application/xml' }
      const { key } = door
      const text = (await call(door.server, `GET /almaws/v1${path}`, { key, headers: xml })).body
      const answer = await call(door.server, `PUT /almaws/v1${path}`, { key, headers: xml, payload: text })
      expect(answer.body).toBe(text)
      expect(await stateOf(userId)).toEqual(before)
      expect(await door.changes()).toBe(changes)
    }),
    { numRuns },
  )
})
