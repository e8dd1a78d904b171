import { common } from './common.ar.ts'
import type { Messages } from './en.ts'
import { fields } from './fields.ar.ts'
import { problems } from './problems.ar.ts'
import { purge } from './purge.ar.ts'
import { reasons } from './reasons.ar.ts'
import { record } from './record.ar.ts'
import { session } from './session.ar.ts'
import { sets } from './sets.ar.ts'
import { sis } from './sis.ar.ts'
import { tasks } from './tasks.ar.ts'
import { update } from './update.ar.ts'
import { users } from './users.ar.ts'

export const messages: Messages = {
  ...common,
  ...fields,
  ...problems,
  ...purge,
  ...reasons,
  ...record,
  ...session,
  ...sets,
  ...sis,
  ...tasks,
  ...update,
  ...users,
}
