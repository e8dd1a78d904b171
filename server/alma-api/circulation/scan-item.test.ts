import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import { lendTo } from '../../circulation/testing/library.ts'
import { type LendingWorld, openLendingWorld } from './testing/lending-world.ts'

let world: LendingWorld
const atDesk = 'op=scan&library=MAIN&circ_desk=MAIN_CIRC'

beforeAll(async () => {
  world = await openLendingWorld()
})
afterAll(() => world.close())

/** An item that somebody has. */
async function lent(mmsId: string | null = '991') {
  const reader = await world.somebody()
  const { itemId, barcode } = await world.copy({ mmsId })
  await lendTo(world.operator, reader.userId, barcode)
  const [loan] = (await world.ask(`GET ${reader.path}/loans`)).item_loan
  const { mms_id, holding_id, item_id } = loan
  const line = `POST /almaws/v1/bibs/${mms_id}/holdings/${holding_id}/items/${item_id}`
  return { ...reader, itemId, barcode, line }
}

const loansOf = async ({ path }: { path: string }) =>
  (await world.ask(`GET ${path}/loans`)).total_record_count

test('an item comes back by the ids that its loan has, and is told as it is then', async () => {
  const reader = await lent()
  const answer = await world.ask(`${reader.line}?${atDesk}&done=true`)
  expect(JSON.stringify(answer)).toBe(
    JSON.stringify({
      bib_data: { mms_id: '991', title: 'Lake Ecology', author: 'Abara, Chidi' },
      holding_data: { holding_id: '221', call_number: 'QH 1' },
      item_data: {
        pid: String(reader.itemId),
        barcode: reader.barcode,
        base_status: { value: '1', desc: 'Item in place' },
        process_type: { value: '', desc: '' },
        policy: { value: 'Book', desc: 'Book' },
        library: { value: 'MAIN', desc: 'Main Library' },
        location: { value: 'Stacks', desc: 'Stacks' },
        description: null,
      },
      link: `http://alma.example/almaws/v1/bibs/991/holdings/221/items/${reader.itemId}`,
    }),
  )
  expect(await loansOf(reader)).toBe(0)
  const { item_loan } = await world.ask(`GET ${reader.path}/loans?loan_status=Complete`)
  expect(item_loan[0].return_circ_desk.value).toBe('MAIN_CIRC')
})

test('scanned twice at once it comes back once, and an item without a title of its own, too', async () => {
  const reader = await lent(null)
  const answers = await Promise.all([1, 2, 3].map(() => world.ask(`${reader.line}?${atDesk}`)))
  expect(answers.map(answer => answer.item_data.base_status.value)).toEqual(['1', '1', '1'])
  expect(await loansOf(reader)).toBe(0)
})

test('in XML', async () => {
  const { line, itemId } = await lent()
  const xml = await world.askXml(`${line}?${atDesk}`)
  expect(xml).toContain(
    `<item link="http://alma.example/almaws/v1/bibs/991/holdings/221/items/${itemId}"><bib_data>`,
  )
  expect(xml).toContain('<base_status desc="Item in place">1</base_status>')
})

test.each([
  ['', '401666'],
  ['op=lend&library=MAIN&circ_desk=MAIN_CIRC', '401666'],
  ['op=scan&circ_desk=MAIN_CIRC', '401664'],
  ['op=scan&library=MAIN', '401664'],
  ['op=scan&library=MAIN&circ_desk=SCI_CIRC', '401666'],
  ['op=scan&library=ZOO&circ_desk=MAIN_CIRC', '401666'],
  ['op=scan&library=MAIN&circ_desk=NOWHERE', '401666'],
  ['op=scan&library=MAIN&circ_desk=%00', '402119'],
])('with %s nothing comes back', async (query, code) => {
  const reader = await lent()
  expect(await world.ask(`${reader.line}?${query}`)).toMatchObject({ code })
  expect(await loansOf(reader)).toBe(1)
})

test('of another title or holding it is not the item, nor is what there is not', async () => {
  const { itemId, ...reader } = await lent()
  for (const place of [
    `992/holdings/221/items/${itemId}`,
    `991/holdings/222/items/${itemId}`,
    '991/holdings/221/items/999999',
    '991/holdings/221/items/x',
    '991/holdings/221/items/%00',
  ])
    expect(await world.ask(`POST /almaws/v1/bibs/${place}?${atDesk}`), place).toMatchObject({
      code: '401666',
    })
  expect(await loansOf(reader)).toBe(1)
})

test('is not for keys that read', async () => {
  const reader = await lent()
  expect((await call(world.server, `${reader.line}?${atDesk}`, { key: world.reader })).body).toContain(
    'UNAUTHORIZED',
  )
  expect(await loansOf(reader)).toBe(1)
})
