import { attachments } from './attachments.en.ts'
import { blocks } from './blocks.en.ts'
import { common } from './common.en.ts'
import { deletion } from './deletion.en.ts'
import { editing } from './editing.en.ts'
import { fields } from './fields.en.ts'
import { finding } from './finding.en.ts'
import { letters } from './letters.en.ts'
import { problems } from './problems.en.ts'
import { purge } from './purge.en.ts'
import { reasons } from './reasons.en.ts'
import { record } from './record.en.ts'
import { session } from './session.en.ts'
import { sets } from './sets.en.ts'
import { settings } from './settings.en.ts'
import { sis } from './sis.en.ts'
import { tasks } from './tasks.en.ts'
import { update } from './update.en.ts'
import { users } from './users.en.ts'

/** English is the model: its keys are the keys of every language. A feature adds its file here, and in `de.ts` and `ar.ts`. */
export const messages = {
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

export type MessageKey = keyof typeof messages
export type Messages = Record<MessageKey, string>
