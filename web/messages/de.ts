import { attachments } from './attachments.de.ts'
import { blocks } from './blocks.de.ts'
import { common } from './common.de.ts'
import { deletion } from './deletion.de.ts'
import { editing } from './editing.de.ts'
import type { Messages } from './en.ts'
import { fields } from './fields.de.ts'
import { finding } from './finding.de.ts'
import { letters } from './letters.de.ts'
import { problems } from './problems.de.ts'
import { purge } from './purge.de.ts'
import { reasons } from './reasons.de.ts'
import { record } from './record.de.ts'
import { session } from './session.de.ts'
import { sets } from './sets.de.ts'
import { settings } from './settings.de.ts'
import { sis } from './sis.de.ts'
import { tasks } from './tasks.de.ts'
import { update } from './update.de.ts'
import { users } from './users.de.ts'

export const messages: Messages = {
  ...attachments,
  ...blocks,
  ...common,
  ...deletion,
  ...editing,
  ...fields,
  ...letters,
  ...finding,
  ...problems,
  ...purge,
  ...reasons,
  ...record,
  ...session,
  ...sets,
  ...settings,
  ...sis,
  ...tasks,
  ...update,
  ...users,
}
