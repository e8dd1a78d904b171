import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import { type LendingWorld, openLendingWorld } from './testing/lending-world.ts'

let world: LendingWorld
let path: string

beforeAll(async () => {
  world = await openLendingWorld()
  path = (await world.somebody()).path
})
afterAll(() => world.close())

test.each([
  ['purchase-requests', 'purchase_requests'],
  ['resource-sharing-requests', 'user_resource_sharing_requests'],
  ['deposits', 'user_deposits'],
  ['leganto-notifications', 'leganto_notifications'],
])('nobody has %s', async (name, root) => {
  const { body } = await call(world.server, `GET ${path}/${name}?format=json&limit=5`, { key: world.key })
  expect(body).toBe('{"total_record_count":0}')
  expect(await world.askXml(`GET ${path}/${name}`)).toContain(`<${root} total_record_count="0"/>`)
  expect(await world.ask(`GET /almaws/v1/users/nobody/${name}`)).toMatchObject({ code: '401861' })
})

test.each([
  ['POST', 'purchase-requests', '401873'],
  ['GET', 'purchase-requests/1', '60276'],
  ['POST', 'purchase-requests/1?op=cancel', '60276'],
  ['POST', 'resource-sharing-requests', '401859'],
  ['GET', 'resource-sharing-requests/1', '401694'],
  ['POST', 'resource-sharing-requests/1?op=update_shipping', '401694'],
  ['DELETE', 'resource-sharing-requests/1?reason=x', '401694'],
  ['POST', 'deposits', '401859'],
  ['GET', 'deposits/1', '402238'],
  ['POST', 'deposits/1?op=submit', '402238'],
])('%s %s is refused with %s, and for nobody with 401861', async (method, name, code) => {
  expect(await world.ask(`${method} ${path}/${name}`)).toMatchObject({ code })
  expect(await world.askXml(`${method} ${path}/${name}`)).toContain(`<errorCode>${code}</errorCode>`)
  expect(await world.ask(`${method} /almaws/v1/users/nobody/${name}`)).toMatchObject({ code: '401861' })
})
