import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import { lendTo, requestFor, set } from '../../circulation/testing/library.ts'
import { type LendingWorld, openLendingWorld } from './testing/lending-world.ts'

let world: LendingWorld
let titles = 0

beforeAll(async () => {
  world = await openLendingWorld()
})
afterAll(() => world.close())

const hold = { request_type: 'HOLD', pickup_location_type: 'LIBRARY', pickup_location_library: 'MAIN' }
const reason = 'reason=PatronNotInterested'

/** An item of a title of its own, or of one that there is. */
async function copy(more: { mmsId?: string; status?: string } = {}) {
  titles += 1
  const mmsId = more.mmsId ?? `99${titles}`
  return { ...(await world.copy({ ...more, mmsId })), mmsId }
}

/** A request that somebody placed; `line` is its path. */
async function placed() {
  const reader = await world.somebody()
  const { itemId, barcode } = await copy()
  const { request_id } = await world.ask(`POST ${reader.path}/requests?item_pid=${itemId}`, hold)
  return { ...reader, itemId, barcode, requestId: request_id, line: `${reader.path}/requests/${request_id}` }
}

describe('a new request', () => {
  test('is answered as it is kept, key by key', async () => {
    const { path, primaryId } = await world.somebody()
    const { itemId, barcode, mmsId } = await copy()
    const body = {
      ...hold,
      comment: 'Soon',
      last_interest_date: '2026-12-01Z',
      request_sub_type: { value: '' },
    }
    const request = await world.ask(`POST ${path}/requests?item_pid=${itemId}`, body)
    expect(JSON.stringify(request)).toBe(
      JSON.stringify({
        user_primary_id: primaryId,
        request_id: request.request_id,
        request_type: 'HOLD',
        request_sub_type: { value: 'PATRON_PHYSICAL', desc: 'Patron physical item request' },
        mms_id: mmsId,
        item_id: String(itemId),
        title: 'Lake Ecology',
        author: 'Abara, Chidi',
        description: null,
        pickup_location: 'Main Library',
        pickup_location_type: 'LIBRARY',
        pickup_location_library: 'MAIN',
        managed_by_library: '',
        managed_by_circulation_desk: '',
        managed_by_library_code: '',
        managed_by_circulation_desk_code: '',
        material_type: { value: null, desc: null },
        volume: '',
        issue: '',
        part: '',
        date_of_publication: '',
        comment: 'Soon',
        request_status: 'Not Started',
        place_in_queue: 1,
        request_date: '2026-11-20Z',
        request_time: world.server.clock.now.toISOString().replace('.000Z', 'Z'),
        last_interest_date: '2026-12-01Z',
        barcode,
      }),
    )
    expect(await world.ask(`GET ${path}/requests/${request.request_id}`)).toEqual(request)
  })

  test('comes in XML, and may be fetched at a desk', async () => {
    const { path } = await world.somebody()
    const { mmsId } = await copy()
    const xml = await world.askXml(
      `POST ${path}/requests?mms_id=${mmsId}`,
      `<user_request><request_type>HOLD</request_type><pickup_location_type>CIRCULATION_DESK</pickup_location_type>
        <pickup_location_library>SCI</pickup_location_library>
        <pickup_location_circulation_desk>SCI_CIRC</pickup_location_circulation_desk><comment/></user_request>`,
    )
    expect(xml).toContain('<pickup_location_library>SCI</pickup_location_library>')
    expect(xml).toContain(
      '<request_sub_type desc="Patron physical item request">PATRON_PHYSICAL</request_sub_type>',
    )
    expect(xml).not.toContain('<comment')
  })

  test('of a title is for the item that comes first: one that is in, with the fewest requests', async () => {
    const { mmsId, barcode: lent } = await copy()
    const busy = await copy({ mmsId })
    const free = await copy({ mmsId })
    const alsoBusy = await copy({ mmsId })
    await copy({ mmsId, status: 'NOT_LOANABLE' })
    const [one, two, reader] = [await world.somebody(), await world.somebody(), await world.somebody()]
    await lendTo(world.operator, one.userId, lent)
    await requestFor(world.operator, two.userId, busy.barcode)
    await requestFor(world.operator, two.userId, alsoBusy.barcode)
    const line = `POST ${reader.path}/requests?mms_id=${mmsId}`
    expect(await world.ask(line, hold)).toMatchObject({ barcode: free.barcode })
    expect(await world.ask(line, hold)).toMatchObject({
      code: '401136',
      message: 'Failed to save the request: Patron has active request for selected item',
    })
    const another = `${line}&allow_same_request=true`
    expect(await world.ask(another, hold)).toMatchObject({ barcode: busy.barcode })
    expect(await world.ask(another, hold)).toMatchObject({ barcode: alsoBusy.barcode })
    expect(await world.ask(another, hold)).toMatchObject({ barcode: lent })
    expect(await world.ask(another, hold)).toMatchObject({ code: '401136' })
  })

  const wrong: [query: string, body: object | string, code: string][] = [
    ['', hold, '401664'],
    ['item_pid=FREE', {}, '401664'],
    ['item_pid=FREE', { ...hold, request_type: 'DIGITIZATION' }, '401136'],
    ['item_pid=FREE', { ...hold, request_type: ['HOLD'] }, '401664'],
    ['item_pid=FREE', { ...hold, pickup_location_library: '' }, '401664'],
    ['item_pid=FREE', { ...hold, pickup_location_library: 'ZOO' }, '401895'],
    ['item_pid=FREE', { ...hold, pickup_location_library: 'a\0b' }, '401895'],
    ['item_pid=FREE', { ...hold, pickup_location_type: 'CIRCULATION_DESK' }, '401895'],
    ['item_pid=FREE', { ...hold, pickup_location_type: 'USER_HOME_ADDRESS' }, '60308'],
    ['item_pid=FREE', { ...hold, pickup_location_type: 'INSTITUTION' }, '60324'],
    ['item_pid=FREE', { ...hold, pickup_location_institution: '01OTHER' }, '60324'],
    ['item_pid=FREE', { ...hold, last_interest_date: '2026-11-19Z' }, '40166410'],
    ['item_pid=FREE', { ...hold, last_interest_date: 'soon' }, '40166410'],
    ['item_pid=FREE', { ...hold, comment: 'x'.repeat(1001) }, '40166410'],
    ['item_pid=FREE', { ...hold, comment: 'a\0b' }, '402119'],
    ['item_pid=999999', hold, '401129'],
    ['item_pid=99999999999999999999', hold, '401129'],
    ['mms_id=0', hold, '401129'],
    ['mms_id=%00', hold, '402119'],
    ['item_pid=FREE', '<user_request>', '401676'],
  ]
  test.each(wrong)('with %j and %j is refused', async (query, body, code) => {
    const { path } = await world.somebody()
    const { itemId } = await copy()
    const line = `POST ${path}/requests?${query.replace('FREE', String(itemId))}`
    expect(await world.ask(line, body)).toMatchObject({ code })
    expect(await world.ask(`GET ${path}/requests`)).toEqual({ total_record_count: 0 })
  })

  test('is refused for what the item is, and for who the patron is, with all reasons', async () => {
    const { path } = await world.somebody()
    const missing = await copy({ status: 'MISSING' })
    expect(await world.ask(`POST ${path}/requests?item_pid=${missing.itemId}`, hold)).toMatchObject({
      code: '401129',
    })
    await set(world, { 'patronLimits.requests': { '*': 0 } })
    expect(await world.ask(`POST ${path}/requests?item_pid=${missing.itemId}`, hold)).toEqual({
      code: '401136',
      message:
        'Failed to save the request: the item is missing; the limit is exceeded: requests 1, at most 0',
    })
    await set(world, { 'patronLimits.requests': {} })
  })

  test('is not placed by a key that reads, nor for nobody', async () => {
    const { path } = await world.somebody()
    const { itemId } = await copy()
    const line = `POST ${path}/requests?item_pid=${itemId}`
    expect((await call(world.server, line, { key: world.reader, payload: hold })).body).toContain(
      'UNAUTHORIZED',
    )
    expect(await world.ask(`POST /almaws/v1/users/nobody/requests?item_pid=${itemId}`, hold)).toMatchObject({
      code: '401861',
    })
  })

  test('twice at once is one', async () => {
    const { path } = await world.somebody()
    const { itemId } = await copy()
    const line = `POST ${path}/requests?item_pid=${itemId}`
    const answers = await Promise.all([1, 2, 3].map(() => world.ask(line, hold)))
    expect(answers.filter(answer => answer.request_id)).toHaveLength(1)
    expect(answers.filter(answer => answer.code === '401136')).toHaveLength(2)
  })
})

describe('the list', () => {
  test('without requests has no list, in both formats; nobody has none', async () => {
    const { path } = await world.somebody()
    const { body } = await call(world.server, `GET ${path}/requests?format=json`, { key: world.key })
    expect(body).toBe('{"total_record_count":0}')
    expect(await world.askXml(`GET ${path}/requests`)).toContain('<user_requests total_record_count="0"/>')
    expect(await world.ask('GET /almaws/v1/users/nobody/requests')).toMatchObject({ code: '401861' })
  })

  test('comes in pages, the latest first, by type, and of what is over if it is asked for', async () => {
    const { userId, path } = await world.somebody()
    const ids: string[] = []
    for (let more = 0; more < 3; more++) {
      const { barcode } = await copy()
      ids.unshift(String((await requestFor(world.operator, userId, barcode)).json().requestId))
    }
    await world.ask(`DELETE ${path}/requests/${ids[0]}?${reason}`)
    const list = async (query: string) =>
      ((await world.ask(`GET ${path}/requests?${query}`)).user_request ?? []).map(
        (request: { request_id: string }) => request.request_id,
      )
    expect(await list('')).toEqual([ids[1], ids[2]])
    expect(await list('status=active&request_type=HOLD')).toEqual([ids[1], ids[2]])
    expect(await list('request_type=BOOKING')).toEqual([])
    expect(await list('limit=1&offset=1')).toEqual([ids[2]])
    expect(await list('status=history')).toEqual([ids[0]])
    const { user_request } = await world.ask(`GET ${path}/requests?status=history`)
    expect(user_request[0]).toMatchObject({ request_status: 'Cancelled' })
    expect(user_request[0]).not.toHaveProperty('place_in_queue')
    expect(await world.ask(`GET ${path}/requests?limit=0`)).toEqual({ total_record_count: 2 })
    const xml = await world.askXml(`GET ${path}/requests?limit=1`)
    expect(xml).toContain('<user_requests total_record_count="2"><user_request><user_primary_id>')
  })

  test('says who has the item, and until when it waits on the shelf', async () => {
    const { line, requestId } = await placed()
    await sql`update request set status = 'IN_PROCESS' where request_id = ${requestId}`.execute(
      world.server.db,
    )
    expect(await world.ask(`GET ${line}`)).toMatchObject({
      request_status: 'In Process',
      task_name: 'Pickup From Shelf',
      managed_by_library: 'Main Library',
      managed_by_library_code: 'MAIN',
    })
    await world.operator(`POST /api/requests/${requestId}/shelve`)
    const shelved = await world.ask(`GET ${line}`)
    expect(shelved).toMatchObject({ request_status: 'On Hold Shelf', managed_by_library_code: 'MAIN' })
    expect(shelved.expiry_date).toMatch(/^2026-\d\d-\d\dZ$/)
  })

  test.each(['status=old', 'request_type=MOVE', 'limit=-1'])('with %s is refused', async query => {
    const { path } = await world.somebody()
    expect(await world.ask(`GET ${path}/requests?${query}`)).toMatchObject({ code: '40166410' })
  })
})

test('the request of somebody else is none: not read, not changed, not cancelled', async () => {
  const { requestId, line: theirs } = await placed()
  const { path } = await world.somebody()
  for (const id of [String(requestId), '0', 'x', '99999999999999999999', '%00']) {
    const line = `${path}/requests/${id}`
    for (const answer of [
      await world.ask(`GET ${line}`),
      await world.ask(`PUT ${line}`, { comment: 'Mine' }),
      await world.ask(`DELETE ${line}?${reason}`),
    ])
      expect(answer).toEqual({ code: '401694', message: 'Request Identifier not found.' })
    expect(await world.ask(`POST ${line}?op=next_step`)).toMatchObject({ code: '401907' })
  }
  expect(await world.ask(`GET ${theirs}`)).toMatchObject({ comment: null, request_status: 'Not Started' })
})

describe('changing a request', () => {
  test('takes what is named, and leaves what is not', async () => {
    const { line } = await placed()
    const sent = { comment: 'Please', last_interest_date: '2026-12-05Z', pickup_location_library: 'SCI' }
    const changed = await world.ask(`PUT ${line}`, sent)
    expect(changed).toMatchObject({ ...sent, pickup_location: 'Science Library' })
    expect(await world.ask(`PUT ${line}`, {})).toEqual(changed)
    expect(await world.ask(`PUT ${line}`, changed)).toEqual(changed)
    const xml = await world.askXml(`GET ${line}`)
    expect(await world.askXml(`PUT ${line}`, xml)).toBe(xml)
    const emptied = await world.ask(`PUT ${line}`, { comment: '', last_interest_date: null })
    expect(emptied.comment).toBeNull()
    expect(emptied).not.toHaveProperty('last_interest_date')
  })

  test.each([
    [{ pickup_location_library: 'ZOO' }, '401895'],
    [{ pickup_location_type: 'USER_HOME_ADDRESS' }, '60308'],
    [{ last_interest_date: '2026-11-19Z' }, '40166410'],
    [{ last_interest_date: 'never' }, '40166410'],
    [{ comment: 'x'.repeat(1001) }, '40166410'],
    [{ comment: 'a\0b' }, '402119'],
    ['[', '401676'],
  ])('to %j is refused', async (body, code) => {
    const { line } = await placed()
    expect(await world.ask(`PUT ${line}`, body)).toMatchObject({ code })
  })

  test('that waits on a shelf does not move it, nor one that is over', async () => {
    const { line, requestId } = await placed()
    await world.operator(`POST /api/requests/${requestId}/shelve`)
    expect(await world.ask(`PUT ${line}`, { pickup_location_library: 'SCI' })).toMatchObject({
      code: '402119',
    })
    expect(await world.ask(`PUT ${line}`, { pickup_location_library: 'MAIN', comment: 'Ok' })).toMatchObject({
      comment: 'Ok',
    })
    await world.ask(`DELETE ${line}?${reason}`)
    expect(await world.ask(`PUT ${line}`, { comment: 'Late' })).toMatchObject({ code: '401694' })
  })
})

test('a request is cancelled for a reason of the list, once', async () => {
  const { line } = await placed()
  expect(await world.ask(`DELETE ${line}`)).toMatchObject({
    code: '401664',
    message: 'Mandatory field is missing: reason',
  })
  for (const wrong of ['reason=Whim', 'reason=%00'])
    expect(await world.ask(`DELETE ${line}?${wrong}`)).toMatchObject({ code: '401666' })
  const { statusCode, body } = await call(world.server, `DELETE ${line}?${reason}&note=x&notify_user=false`, {
    key: world.key,
    headers: { 'content-type': 'application/json' },
  })
  expect([statusCode, body]).toEqual([204, ''])
  expect(await world.ask(`GET ${line}`)).toMatchObject({ request_status: 'Cancelled' })
  expect(await world.ask(`DELETE ${line}?${reason}`)).toMatchObject({ code: '401694' })
})

test('no request takes a next step', async () => {
  const { line, requestId } = await placed()
  expect(await world.ask(`POST ${line}?op=next_step&release_item=true`)).toEqual({
    code: '401932',
    message: `Request ${requestId} is not a Digitization request`,
  })
  for (const op of ['', '?op=shelve'])
    expect(await world.ask(`POST ${line}${op}`)).toMatchObject({ code: '401666' })
})
