import { common } from './common.de.ts'
import type { Messages } from './en.ts'
import { fields } from './fields.de.ts'
import { problems } from './problems.de.ts'
import { purge } from './purge.de.ts'
import { reasons } from './reasons.de.ts'
import { record } from './record.de.ts'
import { session } from './session.de.ts'
import { sets } from './sets.de.ts'
import { sis } from './sis.de.ts'
import { tasks } from './tasks.de.ts'
import { update } from './update.de.ts'
import { users } from './users.de.ts'

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
