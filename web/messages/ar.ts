import { attachments } from './attachments.ar.ts'
import { blocks } from './blocks.ar.ts'
import { common } from './common.ar.ts'
import { deletion } from './deletion.ar.ts'
import { editing } from './editing.ar.ts'
import type { Messages } from './en.ts'
import { fields } from './fields.ar.ts'
import { finding } from './finding.ar.ts'
import { letters } from './letters.ar.ts'
import { problems } from './problems.ar.ts'
import { purge } from './purge.ar.ts'
import { reasons } from './reasons.ar.ts'
import { record } from './record.ar.ts'
import { session } from './session.ar.ts'
import { sets } from './sets.ar.ts'
import { settings } from './settings.ar.ts'
import { sis } from './sis.ar.ts'
import { tasks } from './tasks.ar.ts'
import { update } from './update.ar.ts'
import { users } from './users.ar.ts'

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
