import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'
import { TaskReport } from './tasks.ts'

/** How a feed is read (features R1). */
export const SisProfile = closed({
  code: Type.String({ minLength: 1, maxLength: 50 }),
  name: Type.String({ minLength: 1, maxLength: 255 }),
  recordType: Type.Enum(['STAFF', 'PUBLIC', 'CONTACT']),
  action: Type.Enum(['synchronize', 'import']),
  /** `PRIMARY`, or the code of an identifier type that every record of the feed carries. */
  matchIdType: Type.String({ maxLength: 50 }),
  addUnmatched: Type.Boolean(),
  /** One broken record: keep the good ones, or refuse the whole feed. */
  onBrokenRecord: Type.Enum(['keep_good', 'refuse_all']),
  /** An empty sticky field in the feed: clear it (Alma today), or keep what is there. */
  emptySticky: Type.Enum(['clear', 'keep']),
  /** What happens to a feed from the folder once it is planned: somebody confirms it, or it is applied by itself. */
  confirmation: Type.Enum(['by_person', 'automatic']),
  /** Folder that is watched for feeds, inside the data folder; empty: uploads only. */
  dropFolder: Type.Optional(Type.String({ maxLength: 255 })),
})
export type SisProfile = Static<typeof SisProfile>

export const listSisProfiles = endpoint({
  method: 'GET',
  path: '/api/sis/profiles',
  permission: 'sis.run',
  summary: 'Profiles of student information systems',
  response: Type.Object({ items: Type.Array(SisProfile) }),
})

/** Multipart: file (zip or XML) and the text field `profile` (its code). */
export const uploadFeed = endpoint({
  method: 'POST',
  path: '/api/tasks/sis',
  permission: 'sis.run',
  summary: 'Upload a feed and plan its synchronisation',
  upload: true,
  response: TaskReport,
})
