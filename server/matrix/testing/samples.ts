import type { LightMyRequestResponse } from 'fastify'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { png, send } from '../../attachments/testing/files.ts'
import { request, type SignedIn, type TestServer } from '../../http/testing/test-server.ts'
import { keyBody, patronRole, ruleBody, signInBody, type Things, termsBody, webhookBody } from './house.ts'

/** A request that makes sense: what stands for the parameters of the path, and the rest. */
export type Sample = {
  params?: Record<string, string | number>
  query?: Record<string, string>
  body?: object
  file?: { name: string; content: Buffer; fields?: Record<string, string> }
}

export const doorOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string => `${method} ${path}`

/** Asks with a sample as somebody who is signed in. */
export function askWith(
  server: TestServer,
  signedIn: SignedIn,
  { door, sample }: { door: string; sample: Sample },
): Promise<LightMyRequestResponse> {
  const path = door.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = sample.params?.[name]
    if (value === undefined) throw new Error(`${door}: nothing for ${name}`)
    return encodeURIComponent(value)
  })
  const query = sample.query ? `?${new URLSearchParams(sample.query)}` : ''
  if (sample.file) return send(server, signedIn, { line: path + query, file: sample.file })
  return request(server, path + query, { ...signedIn, ...(sample.body ? { payload: sample.body } : {}) })
}

/**
 * A sample for every endpoint that asks who somebody is: a new endpoint needs one here. Things of a library are those of
 * the law library; what would end a session is left to the tests of sessions.
 */
export function samplesOf(things: Things): Record<string, Sample> {
  const { userId, spareId, elementId, letterId, revision } = things
  const user = { params: { userId } }
  const spare = { params: { userId: spareId } }
  const everybody = { field: 'last_name', op: 'eq', value: 'Target' }
  const review = { params: { reviewId: things.reviewId } }
  const task = { params: { taskId: things.taskId } }
  const webhook = { params: { webhookId: things.webhookId } }
  const fee = (index: number, body?: object) => ({
    params: { userId, feeId: things.feeIds[index]! },
    ...(body ? { body } : {}),
  })
  const desk = { desk: 'DESK' }
  const password = 'correct horse battery staple 9'
  return {
    'GET /api/account': {},
    'PATCH /api/account': { body: { allowsSimulation: false } },
    'PUT /api/account/password': { body: { current: 'wrong', password } },
    'POST /api/account/recovery-codes': { body: { current: 'wrong' } },
    'POST /api/account/second-factor': { body: { current: 'wrong' } },
    'POST /api/account/second-factor/confirmation': { body: { code: '123456' } },
    'POST /api/account/second-factor/removal': { body: { current: 'wrong' } },
    'GET /api/account/sessions': {},
    'DELETE /api/account/sessions': {},
    'DELETE /api/account/sessions/:sessionId': { params: { sessionId: things.sessionId } },

    'GET /api/account/reviews': {},
    'GET /api/account/reviews/:reviewId': review,
    'GET /api/account/reviews/:reviewId/items': review,
    'POST /api/account/reviews/:reviewId/decisions': {
      ...review,
      body: { itemIds: [things.itemId], decision: 'keep' },
    },
    'GET /api/access-reviews': {},
    'POST /api/access-reviews': {
      body: { name: 'More', dueOn: '2026-12-24', reviewerIds: [things.bossId], population: everybody },
    },
    'GET /api/access-reviews/:reviewId': review,
    'GET /api/access-reviews/:reviewId/items': review,
    'GET /api/access-reviews/:reviewId/download': { ...review, query: { format: 'csv' } },
    'PATCH /api/access-reviews/:reviewId': { ...review, body: { dueOn: '2026-12-31' } },
    'POST /api/access-reviews/:reviewId/apply': review,
    'POST /api/access-reviews/:reviewId/close': review,
    'DELETE /api/access-reviews/:reviewId': review,

    'GET /api/assignment-rules/:kind': { params: { kind: 'roles' } },
    'POST /api/assignment-rules/:kind': { params: { kind: 'roles' }, body: ruleBody(things.profileCode) },
    'PUT /api/assignment-rules/:kind/order': {
      params: { kind: 'roles' },
      body: { ruleIds: [things.ruleId] },
    },
    'PUT /api/assignment-rules/:kind/:ruleId': {
      params: { kind: 'roles', ruleId: things.ruleId },
      body: ruleBody(things.profileCode),
    },
    'DELETE /api/assignment-rules/:kind/:ruleId': { params: { kind: 'roles', ruleId: things.ruleId } },
    'GET /api/role-profiles': {},
    'POST /api/role-profiles': { body: { code: 'MORE', name: 'More', roles: [patronRole] } },
    'PUT /api/role-profiles/:code': {
      params: { code: things.profileCode },
      body: { name: 'Other', roles: [patronRole] },
    },
    'DELETE /api/role-profiles/:code': { params: { code: things.profileCode } },
    'GET /api/registration-terms': {},
    'POST /api/registration-terms': { body: { code: 'MORE', ...termsBody } },
    'PUT /api/registration-terms/:code': { params: { code: things.termsCode }, body: termsBody },
    'DELETE /api/registration-terms/:code': { params: { code: things.termsCode } },
    'GET /api/roles/grants': {},

    'GET /api/configuration': {},
    'GET /api/settings': {},
    'PATCH /api/settings': { body: { values: { shelfDays: 8 } } },
    'GET /api/settings/history': {},
    'GET /api/login-restrictions': {},
    'PUT /api/login-restrictions': { body: { isEnabled: false, groups: [] } },
    'GET /api/mail': {},
    'POST /api/mail/test': {},
    'GET /api/letter-settings': {},
    'PUT /api/letter-settings/:letter': {
      params: { letter: 'general_mail' },
      body: { isEnabled: true, words: {} },
    },
    'POST /api/letter-settings/:letter/preview': {
      params: { letter: 'general_mail' },
      body: { language: 'en', words: { subject: 'Hello', paragraphs: ['Hello'] } },
    },
    'GET /api/sign-in-profiles': {},
    'POST /api/sign-in-profiles': { body: { code: 'MORE', kind: 'CAS', ...signInBody } },
    'PUT /api/sign-in-profiles/:profileId': {
      params: { profileId: things.signInProfileId },
      body: signInBody,
    },
    'POST /api/sign-in-profiles/:profileId/test': { params: { profileId: things.signInProfileId } },
    'DELETE /api/sign-in-profiles/:profileId': { params: { profileId: things.signInProfileId } },
    'GET /api/api-keys': {},
    'POST /api/api-keys': { body: { ...keyBody, name: 'More' } },
    'PUT /api/api-keys/:apiKeyId': { params: { apiKeyId: things.apiKeyId }, body: keyBody },
    'POST /api/api-keys/:apiKeyId/key': { params: { apiKeyId: things.apiKeyId } },
    'DELETE /api/api-keys/:apiKeyId': { params: { apiKeyId: things.apiKeyId } },
    'GET /api/webhooks': {},
    'POST /api/webhooks': { body: { ...webhookBody, name: 'More' } },
    'PUT /api/webhooks/:webhookId': { ...webhook, body: { ...webhookBody, isActive: false } },
    'POST /api/webhooks/:webhookId/secret': { ...webhook, body: {} },
    'POST /api/webhooks/:webhookId/check': webhook,
    'GET /api/webhooks/:webhookId/deliveries': webhook,
    'POST /api/webhooks/:webhookId/deliveries/:deliveryId/again': {
      params: { webhookId: things.webhookId, deliveryId: things.deliveryId },
    },
    'POST /api/webhooks/:webhookId/failed/again': webhook,
    'DELETE /api/webhooks/:webhookId': webhook,
    'GET /api/network/members': {},
    'GET /api/sis/profiles': {},

    'PUT /api/loans/:loanId/due-date': { params: { loanId: things.loanId }, body: { dueDate: '2026-12-24' } },
    'POST /api/loans/:loanId/renew': { params: { loanId: things.loanId }, body: {} },
    'POST /api/loans/return': { body: { barcode: 'L9', ...desk } },
    'POST /api/requests/:requestId/cancel': {
      params: { requestId: things.requestId },
      body: { reason: 'PatronNotInterested' },
    },
    'POST /api/requests/:requestId/shelve': { params: { requestId: things.requestId } },
    'GET /api/users/:userId/loans': user,
    'POST /api/users/:userId/loans': { ...spare, body: { barcode: 'L9', ...desk } },
    'GET /api/users/:userId/requests': user,
    'POST /api/users/:userId/requests': { ...spare, body: { barcode: 'L9', pickupLibrary: 'MAIN' } },
    'GET /api/users/:userId/proxies': user,

    'GET /api/registration/elsewhere': { query: { q: 'target' } },
    'GET /api/registration/elsewhere/:institution/:userId': { params: { institution: 'OTHER', userId } },
    'GET /api/registration/partners': {},
    'GET /api/registration/terms': { query: { recordType: 'PUBLIC' } },
    'POST /api/users/register': { body: { recordType: 'PUBLIC', values: { last_name: 'Registered' } } },
    'POST /api/users/primary-id': {},

    'GET /api/saved-searches': {},
    'POST /api/saved-searches': { body: { name: 'More', isShared: false, search: {}, columns: [] } },
    'PATCH /api/saved-searches/:searchId': { params: { searchId: things.searchId }, body: { name: 'Other' } },
    'DELETE /api/saved-searches/:searchId': { params: { searchId: things.searchId } },
    'GET /api/seats': {},
    'GET /api/seats/summary': {},
    'GET /api/session': {},
    'PUT /api/session/address': { body: { line1: 'High Street 1' } },
    'PUT /api/session/email': { body: { address: 'me@example.edu' } },
    'PUT /api/session/phone': { body: { number: '555 0100' } },
    'GET /api/session/details': {},
    'POST /api/session/simulation': { body: { userId } },
    'DELETE /api/session/simulation': {},

    'GET /api/sets': { query: { whose: 'all' } },
    'POST /api/sets': { body: { name: 'More', kind: 'itemised', filter: everybody } },
    'GET /api/sets/:setId': { params: { setId: things.setId } },
    'DELETE /api/sets/:setId': { params: { setId: things.setId } },
    'POST /api/sets/:setId/members': { params: { setId: things.setId }, body: { filter: everybody } },
    'GET /api/sets/:setId/unmatched': { params: { setId: things.setId } },
    'POST /api/sets/combine': {
      body: { name: 'Both', firstSetId: things.setId, secondSetId: things.setId, operation: 'and' },
    },
    'GET /api/sets/combine/preview': {
      query: { firstSetId: `${things.setId}`, secondSetId: `${things.setId}` },
    },
    'POST /api/sets/from-file': {
      file: {
        name: 'set.csv',
        content: Buffer.from('Primary Identifier\ntarget\n'),
        fields: { name: 'File' },
      },
    },

    'GET /api/tasks': {},
    'GET /api/tasks/:taskId': task,
    'GET /api/tasks/:taskId/outcomes': task,
    'GET /api/tasks/:taskId/download': { ...task, query: { format: 'csv' } },
    'GET /api/tasks/:taskId/bursar-file': {
      params: { taskId: things.bursarTaskId },
      query: { format: 'csv' },
    },
    'POST /api/tasks/:taskId/confirm': { ...task, body: { count: 999 } },
    'POST /api/tasks/:taskId/stop': task,
    'POST /api/tasks/:taskId/resume': task,
    'POST /api/tasks/:taskId/undo': { ...task, body: {} },
    'POST /api/tasks/:taskId/cancel': task,
    'POST /api/tasks/bursar-export': { body: {} },
    'POST /api/tasks/waive-fees': { body: { maximumTotal: '999', reason: 'GOODWILL' } },
    'POST /api/tasks/courses': { file: { name: 'courses.csv', content: Buffer.from('a,b\n') } },
    'POST /api/tasks/distribution': { body: { population: everybody } },
    'POST /api/tasks/purge': { body: { criteria: { userGroups: ['STUDENT'] } } },
    'POST /api/tasks/restore': { body: { userIds: [userId] } },
    'GET /api/purged-users': {},
    'POST /api/tasks/sis': {
      file: { name: 'users.xml', content: Buffer.from('<users/>'), fields: { profile: 'NONE' } },
    },
    'POST /api/tasks/update-roles': { body: { population: everybody } },
    'POST /api/tasks/update-users': {
      body: {
        population: everybody,
        changes: [{ field: 'job_description', value: 'sings', condition: 'always' }],
      },
    },

    'GET /api/users': { query: { q: 'target' } },
    'POST /api/users': { body: { recordType: 'PUBLIC', values: { last_name: 'Added' } } },
    'GET /api/users/by-identifier': { query: { value: 'target' } },
    'GET /api/users/count': { query: { q: 'target' } },
    'GET /api/users/export': { query: { format: 'csv', columns: 'primary_id,has_notes', q: 'target' } },
    'GET /api/users/facets': { query: { q: 'target' } },
    'GET /api/users/names': { query: { ids: `${userId}` } },
    'GET /api/users/recent': {},
    'GET /api/users/:userId': user,
    'PATCH /api/users/:userId': {
      ...user,
      body: {
        revision,
        values: { 'note/law': { owner: 'LAW', note_type: 'OTHER', text: 'changed', user_viewable: false } },
      },
    },
    'POST /api/users/:userId/account-type': { ...spare, body: { revision: 1, accountType: 'INTEXTAUTH' } },
    'GET /api/users/:userId/attachments/:elementId': { params: { userId, elementId } },
    'POST /api/users/:userId/attachments': {
      ...user,
      file: { name: 'more.txt', content: Buffer.from('more'), fields: { owner: 'LAW' } },
    },
    'GET /api/users/:userId/deletion': spare,
    'DELETE /api/users/:userId': spare,
    'POST /api/users/:userId/detach-social': { ...spare, body: { revision: 1 } },
    'GET /api/users/:userId/history': { ...user, query: { period: 'all' } },
    'GET /api/users/:userId/letters': user,
    'POST /api/users/:userId/letters': { ...user, body: { letter: 'pin_number' } },
    'GET /api/users/:userId/letters/options': user,
    'POST /api/users/:userId/letters/:letterId/resend': { params: { userId, letterId } },
    'GET /api/users/:userId/links': user,
    'PUT /api/users/:userId/links': { ...user, body: { source: 'acq', links: [] } },
    'POST /api/users/:userId/opened': user,
    'PUT /api/users/:userId/password': { ...spare, body: { password } },
    'POST /api/users/:userId/password-reset': spare,
    'GET /api/users/:userId/picture': user,
    'PUT /api/users/:userId/picture': {
      ...user,
      file: { name: 'me.png', content: png },
    },
    'DELETE /api/users/:userId/picture': user,
    'GET /api/users/:userId/reads': user,
    'DELETE /api/users/:userId/second-factor': spare,
    'POST /api/users/:userId/social-invitation': spare,

    'GET /api/users/:userId/fees': { ...user, query: { status: 'ALL' } },
    'GET /api/users/:userId/fees/summary': user,
    'GET /api/users/:userId/fees/:feeId/transactions': fee(0),
    'GET /api/users/:userId/fees/:feeId/loan': fee(7),
    'POST /api/users/:userId/fees': {
      ...user,
      body: { type: 'LOCAL', amount: '1.00', owner: 'LAW', desk: 'LAW_DESK' },
    },
    'POST /api/users/:userId/fees/pay': { ...user, body: { amount: '1.00', method: 'CASH' } },
    'POST /api/users/:userId/fees/waive': {
      ...user,
      body: { feeIds: [things.feeIds[1]!], reason: 'GOODWILL' },
    },
    'POST /api/users/:userId/fees/:feeId/pay': fee(2, { method: 'CASH' }),
    'POST /api/users/:userId/fees/:feeId/waive': fee(3, { reason: 'GOODWILL' }),
    'POST /api/users/:userId/fees/:feeId/dispute': fee(4, {}),
    'POST /api/users/:userId/fees/:feeId/restore': fee(4, {}),
    'POST /api/users/:userId/fees/:feeId/transfer': fee(5, { bursarTransactionId: 'B1' }),
    'POST /api/users/:userId/fees/:feeId/item': fee(6, { itemBarcode: 'L1' }),
  }
}
