import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import type { DemoUser } from './demo-user.ts'
import { writeSisZip } from './sis.ts'
import { sisElement } from './sis-element.ts'
import { demoUsers } from './users.ts'

const options = { seed: 1, today: '2026-11-21' }
const users = (count: number): DemoUser[] => [...demoUsers(options, { from: 0, count })]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-sis-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Node = { name: string; attributes: Record<string, string>; text: string; children: Node[] }

const parse = (xml: string): Node => {
  const root: Node = { name: '', attributes: {}, text: '', children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    const node: Node = { name: tag.name, attributes: tag.attributes, text: '', children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', content => {
    const node = open.at(-1)
    if (node) node.text += content
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return root.children[0] ?? root
}

const child = (node: Node, name: string): Node | undefined => node.children.find(entry => entry.name === name)
const value = (node: Node, name: string): string | null => child(node, name)?.text ?? null
const required = (node: Node, name: string): string => value(node, name) ?? `no ${name}`
const day = (node: Node, name: string): string | null => value(node, name)?.replace(/Z$/, '') ?? null
const codes = (node: Node, kind: string): string[] =>
  (child(node, `${kind}_types`)?.children ?? []).map(entry => entry.text)
const items = (node: Node | undefined, wrapper: string): Node[] =>
  (node && child(node, wrapper)?.children) ?? []

const userFrom = (node: Node): DemoUser => ({
  record_type: required(node, 'record_type') as 'PUBLIC',
  external_id: required(node, 'external_id'),
  primary_id: required(node, 'primary_id'),
  first_name: required(node, 'first_name'),
  middle_name: value(node, 'middle_name'),
  last_name: required(node, 'last_name'),
  user_title: value(node, 'user_title'),
  job_description: value(node, 'job_description'),
  gender: value(node, 'gender'),
  user_group: required(node, 'user_group'),
  campus_code: required(node, 'campus_code'),
  preferred_language: required(node, 'preferred_language'),
  birth_date: day(node, 'birth_date'),
  expiry_date: day(node, 'expiry_date') ?? '',
  purge_date: day(node, 'purge_date'),
  account_type: required(node, 'account_type') as 'EXTERNAL',
  status: required(node, 'status') as 'ACTIVE',
  pref_first_name: value(node, 'pref_first_name'),
  pref_middle_name: value(node, 'pref_middle_name'),
  pref_last_name: value(node, 'pref_last_name'),
  contact_info: {
    address: items(child(node, 'contact_info'), 'addresses').map(entry => ({
      preferred: entry.attributes['preferred'] === 'true',
      line1: required(entry, 'line1'),
      line2: value(entry, 'line2'),
      line3: value(entry, 'line3'),
      city: required(entry, 'city'),
      state_province: value(entry, 'state_province'),
      postal_code: value(entry, 'postal_code'),
      country: required(entry, 'country'),
      address_type: codes(entry, 'address'),
    })),
    email: items(child(node, 'contact_info'), 'emails').map(entry => ({
      preferred: entry.attributes['preferred'] === 'true',
      email_address: required(entry, 'email_address'),
      email_type: codes(entry, 'email'),
    })),
    phone: items(child(node, 'contact_info'), 'phones').map(entry => ({
      preferred: entry.attributes['preferred'] === 'true',
      preferred_sms: entry.attributes['preferred_sms'] === 'true',
      phone_number: required(entry, 'phone_number'),
      phone_type: codes(entry, 'phone'),
    })),
  },
  user_identifier: items(node, 'user_identifiers').map(entry => ({
    value: required(entry, 'value'),
    id_type: required(entry, 'id_type'),
    note: value(entry, 'note'),
    status: required(entry, 'status') as 'ACTIVE',
  })),
  user_note: items(node, 'user_notes').map(entry => ({
    note_type: required(entry, 'note_type'),
    note_text: required(entry, 'note_text'),
    user_viewable: value(entry, 'user_viewable') === 'true',
    popup_note: value(entry, 'popup_note') === 'true',
  })),
  user_statistic: items(node, 'user_statistics').map(entry => ({
    statistic_category: required(entry, 'statistic_category'),
    category_type: required(entry, 'category_type'),
    statistic_note: value(entry, 'statistic_note'),
  })),
})

const filesOf = async (path: string): Promise<{ name: string; content: string }[]> => {
  const files: { name: string; content: string }[] = []
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry()) {
    files.push({ name: entry.fileName, content: await text(await zip.openReadStreamPromise(entry)) })
  }
  return files
}

test('a user read back from its element is the user that was written', () => {
  const written = users(3000)
  const read = written.map(user => userFrom(parse(sisElement(user))))
  expect(read).toEqual(written)
  const all = JSON.stringify(written)
  for (const trap of ['&', '<', '>', "'", '\\"']) expect(all).toContain(trap)
})

test('each character that XML reserves is escaped on its own', () => {
  const [user] = users(1)
  if (!user) throw new Error('There is no first user.')
  for (const name of ['a<b', 'a>b', 'a&b', 'a]]>b', `a"b'c`, '&amp;']) {
    expect(userFrom(parse(sisElement({ ...user, last_name: name }))).last_name).toBe(name)
  }
})

test('both habits of extracts occur: dates with and without Z, segments with and without type', () => {
  const written = users(200).map(sisElement)
  expect(written.some(xml => /<expiry_date>[^<]+Z</.test(xml))).toBe(true)
  expect(written.some(xml => /<expiry_date>[^<]+\d</.test(xml))).toBe(true)
  expect(written.some(xml => xml.includes('segment_type="External"'))).toBe(true)
  expect(written.some(xml => !xml.includes('segment_type'))).toBe(true)
  expect(written.some(xml => xml.includes('segment_type="Internal"'))).toBe(false)
})

test('the zip holds all users in order, split into files that each parse alone', async () => {
  const path = join(folder, 'split.zip')
  const written = users(2500)
  const summary = await writeSisZip(path, written, { usersPerFile: 1000 })
  const files = await filesOf(path)
  expect(files.map(file => file.name)).toEqual(['users-0001.xml', 'users-0002.xml', 'users-0003.xml'])
  const roots = files.map(file => parse(file.content))
  expect(roots.map(root => [root.name, root.children.length])).toEqual([
    ['users', 1000],
    ['users', 1000],
    ['users', 500],
  ])
  expect(roots.flatMap(root => root.children).map(userFrom)).toEqual(written)
  expect(summary).toMatchObject({ users: 2500, files: 3 })
  const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0)
  expect(summary.xmlBytes).toBe(bytes)
})

test('a number of users that fills its files makes no empty one', async () => {
  const path = join(folder, 'full.zip')
  expect(await writeSisZip(path, users(200), { usersPerFile: 100 })).toMatchObject({ users: 200, files: 2 })
  expect((await filesOf(path)).length).toBe(2)
})

test('no users make one well-formed file without users', async () => {
  const path = join(folder, 'empty.zip')
  await writeSisZip(path, [])
  const files = await filesOf(path)
  expect(files.map(file => parse(file.content).children.length)).toEqual([0])
})

test('more files than a loader takes are refused, and nothing is left behind', async () => {
  const path = join(folder, 'too-many.zip')
  await expect(writeSisZip(path, users(51), { usersPerFile: 1 })).rejects.toThrow('raise usersPerFile')
  expect(existsSync(path)).toBe(false)
  expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([])
})

test('a source that fails half-way leaves neither a zip nor a part of one', async () => {
  const path = join(folder, 'broken.zip')
  function* broken(): Generator<DemoUser> {
    yield* users(500)
    throw new Error('the source broke')
  }
  await expect(writeSisZip(path, broken(), { usersPerFile: 300 })).rejects.toThrow('the source broke')
  expect((await readdir(folder)).filter(name => name.startsWith('broken'))).toEqual([])
})

test('a folder that is not there fails at once instead of waiting', async () => {
  await expect(writeSisZip(join(folder, 'absent', 'x.zip'), users(5000))).rejects.toThrow('ENOENT')
})
