import { accessReviews } from './access-reviews.ar.ts'
import { account } from './account.ar.ts'
import { apiKeys } from './api-keys.ar.ts'
import { attachments } from './attachments.ar.ts'
import { blocks } from './blocks.ar.ts'
import { bursar } from './bursar.ar.ts'
import { circulation } from './circulation.ar.ts'
import { common } from './common.ar.ts'
import { courses } from './courses.ar.ts'
import { deletion } from './deletion.ar.ts'
import { editing } from './editing.ar.ts'
import type { Messages } from './en.ts'
import { entrance } from './entrance.ar.ts'
import { feeWaiving } from './fee-waiving.ar.ts'
import { fees } from './fees.ar.ts'
import { fields } from './fields.ar.ts'
import { finding } from './finding.ar.ts'
import { letters } from './letters.ar.ts'
import { network } from './network.ar.ts'
import { oversight } from './oversight.ar.ts'
import { ownDetails } from './own-details.ar.ts'
import { problems } from './problems.ar.ts'
import { purge } from './purge.ar.ts'
import { reasons } from './reasons.ar.ts'
import { record } from './record.ar.ts'
import { registration } from './registration.ar.ts'
import { roles } from './roles.ar.ts'
import { seats } from './seats.ar.ts'
import { session } from './session.ar.ts'
import { sets } from './sets.ar.ts'
import { settings } from './settings.ar.ts'
import { sis } from './sis.ar.ts'
import { sso } from './sso.ar.ts'
import { tasks } from './tasks.ar.ts'
import { update } from './update.ar.ts'
import { users } from './users.ar.ts'
import { webhooks } from './webhooks.ar.ts'

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
