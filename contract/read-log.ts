import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** Who had this record before them, once for each hour, from its first moment; a program has a number below zero. */
export const RecordRead = Type.Object({ at: Type.String(), staffId: Type.Integer(), name: Type.String() })
export type RecordRead = Static<typeof RecordRead>

export const listReads = endpoint({
  method: 'GET',
  path: '/api/users/:userId/reads',
  permission: 'users.read_log',
  summary: 'Who opened this record when, newest first',
  params: closed({ userId: Id }),
  query: closed(PageQuery),
  response: pageOf(RecordRead),
})
