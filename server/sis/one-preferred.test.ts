import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../fields/document.ts'
import { editUser } from '../users/edit-user.ts'
import { feedXml, userXml } from './testing/feed-xml.ts'
import {
  elementsOf,
  fates,
  findUser,
  loadFeed,
  openSisWorld,
  readRecord,
  type SisWorld,
} from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

type Sent = Record<string, { preferred?: boolean; sms?: boolean }>

/** A feed of one person, with phones by number and e-mails at these names. */
async function load(id: string, phones: Sent, emails: Sent = {}) {
  const phoneXml = Object.entries(phones).map(
    ([number, { preferred = false, sms = false }]) =>
      `<phone preferred="${preferred}" preferred_sms="${sms}"><phone_number>${number}</phone_number></phone>`,
  )
  const emailXml = Object.entries(emails).map(
    ([name, { preferred = false }]) =>
      `<email preferred="${preferred}"><email_address>${name}@x</email_address></email>`,
  )
  const inner = `<contact_info><emails>${emailXml.join('')}</emails><phones>${phoneXml.join('')}</phones></contact_info>`
  return loadFeed(world, feedXml(userXml({ primary_id: id, inner })))
}

const edit = async (id: string, values: Record<string, unknown>) =>
  editUser(world.ctx, { ...(await findUser(world, id)), values })

/** Which values of a kind have it. */
async function having(id: string, kind: string, name = 'preferred'): Promise<Json[]> {
  const elements = elementsOf(await readRecord(world, id), kind)
  return elements.filter(one => one[name] === true).map(one => one['number'] ?? one['address'] ?? null)
}

const phone = (number: string, preferred: boolean, preferred_sms = false) => ({
  number,
  types: ['home'],
  preferred,
  preferred_sms,
})

describe('of two elements of a feed that are the preferred one', () => {
  test('the first stays so, for a new person and for a known one', async () => {
    await load('two', {
      1: { preferred: true },
      2: { preferred: true, sms: true },
      3: { preferred: true, sms: true },
    })
    expect([await having('two', 'phone'), await having('two', 'phone', 'preferred_sms')]).toEqual([
      ['1'],
      ['2'],
    ])
    await load('two', { 5: {}, 6: { preferred: true }, 7: { preferred: true } })
    expect([await having('two', 'phone'), await having('two', 'phone', 'preferred_sms')]).toEqual([['6'], []])
  })

  test('kinds do not take it from each other', async () => {
    await load('kinds', { 1: { preferred: true } }, { a: { preferred: true } })
    expect([await having('kinds', 'phone'), await having('kinds', 'email')]).toEqual([['1'], ['a@x']])
  })
})

describe('an internal element that staff made the preferred one', () => {
  test('stays so, whatever later feeds bring; the choice of the SMS phone is another one', async () => {
    await load('staff', { 1: { preferred: true, sms: true } })
    await edit('staff', { 'phone/mine': phone('9', true) })
    expect(await having('staff', 'phone')).toEqual(['9'])
    await load('staff', { 1: { preferred: true, sms: true }, 2: { preferred: true } })
    expect([await having('staff', 'phone'), await having('staff', 'phone', 'preferred_sms')]).toEqual([
      ['9'],
      ['1'],
    ])
    await load('staff', { 3: { preferred: true } })
    expect(await having('staff', 'phone')).toEqual(['9'])
  })

  test('makes no change of a feed that says the same again', async () => {
    await load('same', { 1: { preferred: true } })
    await edit('same', { 'phone/mine': phone('9', true) })
    const before = await readRecord(world, 'same')
    expect(fates(await load('same', { 1: { preferred: true } }))).toEqual({ same: 'keep unchanged' })
    expect(await readRecord(world, 'same')).toEqual(before)
  })

  test('gives it back to the student system when it goes, at the next feed', async () => {
    await load('back', { 1: { preferred: true } })
    await edit('back', { 'phone/mine': phone('9', true) })
    await edit('back', { 'phone/mine': null })
    expect(await having('back', 'phone')).toEqual([])
    await load('back', { 1: { preferred: true } })
    expect(await having('back', 'phone')).toEqual(['1'])
  })
})
