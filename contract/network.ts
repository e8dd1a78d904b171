import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'
import { TaskReport } from './tasks.ts'

const Member = Type.Object({ code: Type.String(), name: Type.String() })

/** Institutions that said in their settings that this one is their network zone. */
export const listMembers = endpoint({
  method: 'GET',
  path: '/api/network/members',
  permission: 'users.view',
  summary: 'Member institutions of this network zone',
  response: Type.Object({ items: Type.Array(Member) }),
})

/** Copies go to every member; with `onlyExisting` those that are there already are refreshed, and none is made. */
export const planDistribution = endpoint({
  method: 'POST',
  path: '/api/tasks/distribution',
  permission: 'users.distribute',
  summary: 'Plan to distribute users to the members of the network zone',
  body: closed({
    name: Type.Optional(Type.String({ maxLength: 255 })),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    population: Type.Unknown(),
    onlyExisting: Type.Optional(Type.Boolean()),
  }),
  response: TaskReport,
})
