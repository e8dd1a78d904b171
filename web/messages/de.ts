import { accessReviews } from './access-reviews.de.ts'
import { account } from './account.de.ts'
import { apiKeys } from './api-keys.de.ts'
import { attachments } from './attachments.de.ts'
import { blocks } from './blocks.de.ts'
import { bursar } from './bursar.de.ts'
import { circulation } from './circulation.de.ts'
import { common } from './common.de.ts'
import { courses } from './courses.de.ts'
import { deletion } from './deletion.de.ts'
import { editing } from './editing.de.ts'
import type { Messages } from './en.ts'
import { entrance } from './entrance.de.ts'
import { feeWaiving } from './fee-waiving.de.ts'
import { fees } from './fees.de.ts'
import { fields } from './fields.de.ts'
import { finding } from './finding.de.ts'
import { letters } from './letters.de.ts'
import { network } from './network.de.ts'
import { oversight } from './oversight.de.ts'
import { ownDetails } from './own-details.de.ts'
import { problems } from './problems.de.ts'
import { purge } from './purge.de.ts'
import { reasons } from './reasons.de.ts'
import { record } from './record.de.ts'
import { registration } from './registration.de.ts'
import { roles } from './roles.de.ts'
import { seats } from './seats.de.ts'
import { session } from './session.de.ts'
import { sets } from './sets.de.ts'
import { settings } from './settings.de.ts'
import { sis } from './sis.de.ts'
import { sso } from './sso.de.ts'
import { tasks } from './tasks.de.ts'
import { update } from './update.de.ts'
import { users } from './users.de.ts'
import { webhooks } from './webhooks.de.ts'

export const messages: Messages = {
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
