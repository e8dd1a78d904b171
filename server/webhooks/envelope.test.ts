import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { confirmBy, createPurgeable, planBy } from '../tasks/testing/door.ts'
import { signatureHeaders } from './secret.ts'
import { addPeople, type Hooks, openHooks } from './testing/hooks.ts'

let hooks: Hooks
beforeAll(async () => {
  hooks = await openHooks()
})
afterEach(async () => {
  const { items } = (await hooks.send('GET /api/webhooks')).json()
  for (const { webhookId } of items) await hooks.send(`DELETE /api/webhooks/${webhookId}`)
})
afterAll(() => hooks.close())

const somebody = {
  first_name: 'Ada',
  last_name: 'Löve & <Lace>',
  user_group: 'STAFF',
  'email/a': { address: 'ada@example.edu', types: ['work'], preferred: true },
}
const idIn = (body: string) => /"id":"(\d+)"|<id>(\d+)/.exec(body)!.slice(1).join('')

test('a message in JSON, byte for byte', async () => {
  await hooks.add()
  await addPeople(hooks.ctx, [{ ...somebody, primary_id: 'ada' }])
  const [body] = await hooks.tell()
  expect(body).toBe(
    `{"id":"${idIn(body!)}","action":"USER","institution":{"value":"INSTITUTION","desc":"Carrel"},` +
      '"time":"2026-11-20T15:00:00Z","event":{"value":"USER_CREATED","desc":"User created"},' +
      '"webhook_user":{"method":"CREATE","user":{"record_type":{"value":"PUBLIC","desc":"Public"},"primary_id":"ada",' +
      '"first_name":"Ada","middle_name":"","last_name":"Löve & <Lace>","full_name":"Ada Löve & <Lace>",' +
      '"user_title":{"value":"","desc":""},"job_category":{"value":"","desc":""},"job_description":"",' +
      '"gender":{"value":"","desc":""},"user_group":{"value":"STAFF","desc":"Staff"},' +
      '"campus_code":{"value":null,"desc":""},"web_site_url":"","cataloger_level":{"value":"00","desc":"[00] Default Level"},' +
      '"preferred_language":{"value":"en","desc":"English"},"account_type":{"value":"INTERNAL","desc":"Internal"},' +
      '"external_id":"","password":"","force_password_change":"","status":{"value":"ACTIVE","desc":"Active"},' +
      '"requests":null,"loans":null,"fees":null,"contact_info":{"address":[],"email":[{"email_address":' +
      '"ada@example.edu","description":null,"preferred":true,"segment_type":"Internal","email_type":[{"value":"work",' +
      '"desc":"Work"}]}],"phone":[]},"pref_first_name":"","pref_middle_name":"","pref_last_name":"",' +
      '"pref_name_suffix":"","is_researcher":false,"researcher":null,"link":null,"user_identifier":[],"user_role":[],' +
      '"user_block":[],"user_note":[],"user_statistic":[],"proxy_for_user":[]}}}',
  )
})

test('a message in XML, byte for byte', async () => {
  await hooks.add({ format: 'XML' })
  await addPeople(hooks.ctx, [{ ...somebody, primary_id: 'bea' }])
  const [body] = await hooks.tell()
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<webhook><id>${idIn(body!)}</id><action>USER</action><institution desc="Carrel">INSTITUTION</institution>` +
      '<time>2026-11-20T15:00:00Z</time><event desc="User created">USER_CREATED</event><webhook_user>' +
      '<method>CREATE</method><user><record_type desc="Public">PUBLIC</record_type><primary_id>bea</primary_id>' +
      '<first_name>Ada</first_name><middle_name/><last_name>Löve &amp; &lt;Lace&gt;</last_name>' +
      '<full_name>Ada Löve &amp; &lt;Lace&gt;</full_name><user_title desc=""/><job_category desc=""/>' +
      '<job_description/><gender desc=""/><user_group desc="Staff">STAFF</user_group><campus_code desc=""/>' +
      '<web_site_url/><cataloger_level desc="[00] Default Level">00</cataloger_level><preferred_language desc="English">en</preferred_language>' +
      '<account_type desc="Internal">INTERNAL</account_type><external_id/><password/><force_password_change/>' +
      '<status desc="Active">ACTIVE</status><contact_info><addresses/><emails><email preferred="true" ' +
      'segment_type="Internal"><email_address>ada@example.edu</email_address><email_types>' +
      '<email_type desc="Work">work</email_type></email_types></email></emails><phones/></contact_info>' +
      '<pref_first_name/><pref_middle_name/><pref_last_name/><pref_name_suffix/><is_researcher>false</is_researcher>' +
      '<user_identifiers/><user_roles/><user_blocks/><user_notes/><user_statistics/><proxy_for_users/>' +
      '</user></webhook_user></webhook>\n',
  )
  expect(hooks.listener.heard.at(-1)!.headers['content-type']).toBe('application/xml;charset=UTF-8')
})

test('the signatures are those of Alma and of Standard Webhooks, over the very bytes', async () => {
  const own = await hooks.add({ secret: 'chosen by hand' })
  const made = await hooks.add()
  await addPeople(hooks.ctx, [{ ...somebody, primary_id: 'cleo' }])
  expect(await hooks.tell()).toHaveLength(2)
  const secrets = [own.secret, made.secret]
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64')
  const bySecret = (secret: string) =>
    hooks.listener.heard.slice(-2).find(one => one.headers['x-exl-signature'] === hmac(secret, one.body))
  for (const secret of secrets) {
    const { headers, body } = bySecret(secret)!
    expect(headers['webhook-id']).toBe(JSON.parse(body).id)
    expect(headers['webhook-timestamp']).toBe(String(Date.parse('2026-11-20T15:00:00Z') / 1000))
    const key = secret === own.secret ? secret : Buffer.from(secret.replace('whsec_', ''), 'base64')
    const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${hmac(key, content)}`)
    expect(headers['content-type']).toBe('application/json;charset=UTF-8')
    expect(JSON.stringify(headers)).not.toContain(secret)
  }
})

test('the example of Standard Webhooks comes out as it is published', () => {
  const body = Buffer.from('{"test": 2432232314}')
  const at = new Date(1_614_265_330_000)
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body }
  expect(signatureHeaders(secret, signed)['webhook-signature']).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

test('of somebody who is gone only what remains is told', async () => {
  await hooks.add()
  const [userId] = await addPeople(hooks.ctx, [{ ...somebody, primary_id: 'dan' }])
  await hooks.tell()
  expect((await hooks.send(`DELETE /api/users/${userId}`)).statusCode).toBe(200)
  const [body] = await hooks.tell()
  expect(JSON.parse(body!)).toMatchObject({
    action: 'USER',
    event: { value: 'USER_DELETED', desc: 'User deleted' },
  })
  expect(body).toContain(
    '"webhook_user":{"method":"DELETE","user":{"record_type":{"value":"PUBLIC","desc":"Public"},"primary_id":"dan",' +
      '"user_group":{"value":"STAFF","desc":"Staff"},"account_type":{"value":"INTERNAL","desc":"Internal"},' +
      '"status":{"value":"DELETED","desc":"Deleted"}}}',
  )
  expect(body).not.toMatch(/Ada|Löve|example\.edu/)
})

test('the end of a job comes with its instance, as the API tells it', async () => {
  await hooks.add({ actions: ['JOB_END'] })
  await createPurgeable(hooks.ctx, [{ primary_id: 'gone1' }])
  const { task } = await confirmBy(
    hooks,
    await planBy(hooks, 'POST /api/tasks/purge', { name: 'Yearly', criteria: { policy: 'keep_statistics' } }),
  )
  const bodies = await hooks.tell()
  expect(bodies).toHaveLength(1)
  const told = JSON.parse(bodies[0]!)
  expect(Object.keys(told)).toEqual(['id', 'action', 'institution', 'time', 'event', 'job_instance'])
  expect(told).toMatchObject({ action: 'JOB_END', event: { value: 'JOB_END', desc: 'Job ended' } })
  expect(told.job_instance).toMatchObject({
    link: `https://carrel.example.edu/almaws/v1/conf/jobs/M149/instances/${task.taskId}`,
    id: String(task.taskId),
    name: 'Yearly',
    submitted_by: { value: 'administrator' },
    status: { value: 'COMPLETED_SUCCESS' },
    progress: 100,
    alert: [{ value: 'alert_general_success' }],
    job_info: { id: 'M149' },
  })
})
