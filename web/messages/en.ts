import { accessReviews } from './access-reviews.en.ts'
import { account } from './account.en.ts'
import { apiKeys } from './api-keys.en.ts'
import { attachments } from './attachments.en.ts'
import { blocks } from './blocks.en.ts'
import { bursar } from './bursar.en.ts'
import { circulation } from './circulation.en.ts'
import { common } from './common.en.ts'
import { courses } from './courses.en.ts'
import { deletion } from './deletion.en.ts'
import { editing } from './editing.en.ts'
import { entrance } from './entrance.en.ts'
import { feeWaiving } from './fee-waiving.en.ts'
import { fees } from './fees.en.ts'
import { fields } from './fields.en.ts'
import { finding } from './finding.en.ts'
import { letters } from './letters.en.ts'
import { network } from './network.en.ts'
import { oversight } from './oversight.en.ts'
import { ownDetails } from './own-details.en.ts'
import { problems } from './problems.en.ts'
import { purge } from './purge.en.ts'
import { reasons } from './reasons.en.ts'
import { record } from './record.en.ts'
import { registration } from './registration.en.ts'
import { roles } from './roles.en.ts'
import { seats } from './seats.en.ts'
import { session } from './session.en.ts'
import { sets } from './sets.en.ts'
import { settings } from './settings.en.ts'
import { sis } from './sis.en.ts'
import { sso } from './sso.en.ts'
import { tasks } from './tasks.en.ts'
import { update } from './update.en.ts'
import { users } from './users.en.ts'
import { webhooks } from './webhooks.en.ts'

/** English is the model: its keys are the keys of every language. A feature adds its file here, and in `de.ts` and `ar.ts`. */
export const messages = {
  ...accessReviews,
  ...account,
  ...apiKeys,
  ...attachments,
  ...blocks,
  ...circulation,
  ...common,
  ...courses,
  ...deletion,
  ...ownDetails,
  ...oversight,
  ...network,
  ...bursar,
  ...feeWaiving,
  ...seats,
  ...editing,
  ...fees,
  ...entrance,
  ...fields,
  ...letters,
  ...finding,
  ...problems,
  ...purge,
  ...reasons,
  ...record,
  ...roles,
  ...registration,
  ...session,
  ...sets,
  ...settings,
  ...sis,
  ...sso,
  ...tasks,
  ...update,
  ...users,
  ...webhooks,
}

export type MessageKey = keyof typeof messages
export type Messages = Record<MessageKey, string>
