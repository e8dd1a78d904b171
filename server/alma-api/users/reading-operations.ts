import type { Operation } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { actOnUser, isAuthentication } from './act-on-user.ts'
import {
  attachmentBodyBytes,
  listAttachments,
  postAttachment,
  readAttachment,
  refusalOfAttachment,
} from './attachments.ts'
import { listUsers } from './list-users.ts'
import { readLoginReport } from './login-report.ts'
import { readPersonalData } from './personal-data.ts'
import { readUser } from './read-user.ts'
import { refuseReading } from './refuse-reading.ts'

const area = 'users'
const user = '/users/:user_id'
const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** Finding and reading users. */
export const readingOperations: readonly Operation[] = [
  { method: 'GET', path: '/users', area, run: listUsers },
  {
    method: 'GET',
    path: '/users/ME',
    area,
    run: async () => {
      throw refuseReading('60101')
    },
  },
  { method: 'GET', path: '/users/staff-login-report', area, run: readLoginReport },
  { method: 'GET', path: user, area, run: readUser },
  { method: 'POST', path: user, area, isReading: isAuthentication, run: actOnUser },
  { method: 'GET', path: `${user}/personal-data`, area, run: readPersonalData },
  { method: 'GET', path: `${user}/attachments`, area, run: listAttachments },
  { method: 'GET', path: `${user}/attachments/:attachment_id`, area, run: readAttachment },
  {
    method: 'POST',
    path: `${user}/attachments`,
    area,
    bodyLimit: attachmentBodyBytes,
    run: postAttachment,
    refusalOf: refusalOfAttachment,
  },
  // What leads nowhere below a user is taken for the rest of the identifier (facts: alma-api §2.7).
  ...methods.map(
    (method): Operation => ({
      method,
      path: '/users/*',
      area,
      run: async (_ctx, { params }) => {
        throw refuse('401861', { id: params['*']! })
      },
    }),
  ),
]
