import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoint } from '../../contract/endpoint.ts'
import { multipart, openPlumbing, type Plumbing } from './testing/mounted.ts'
import { type SavedUpload, saveUpload } from './upload.ts'

const upload = endpoint({
  method: 'POST',
  path: '/api/upload',
  permission: 'sets.manage',
  summary: 'Upload',
  upload: true,
  response: Type.Object({ fileName: Type.String(), bytes: Type.Integer() }),
})

let plumbing: Plumbing
let parent: string
let folder: string
let saved: SavedUpload | undefined

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'carrel-upload-'))
  folder = join(parent, 'uploads')
  plumbing = await openPlumbing()
  plumbing.mount(upload, async (_ctx, { parts }) => {
    saved = undefined
    saved = await saveUpload(parts, folder)
    return saved
  })
})
afterAll(async () => {
  await plumbing.app.close()
  await rm(parent, { recursive: true })
})

const send = (parts: Parameters<typeof multipart>[0], headers = {}) => {
  const body = multipart(parts)
  return plumbing.app.inject({
    method: 'POST',
    url: '/api/upload',
    payload: body.payload,
    headers: { may: 'sets.manage', ...body.headers, ...headers },
  })
}

test('a file arrives unchanged, its fields beside it before or after, and only its owner may read it', async () => {
  const content = 'primary_id\n'.repeat(1000)
  const response = await send([
    { name: 'name', content: 'My set' },
    { name: 'file', fileName: '../users.csv', content },
    { name: 'profile', content: 'SIS' },
  ])
  expect(response.json()).toEqual({ fileName: 'users.csv', bytes: content.length })
  expect(Object.fromEntries(saved!.fields)).toEqual({ name: 'My set', profile: 'SIS' })
  expect(await readFile(saved!.path, 'utf8')).toBe(content)
  expect((await stat(saved!.path)).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  await rm(saved!.path)
})

const small = { name: 'file', fileName: 'a.csv', content: 'a' }

test.each([
  [
    'a file beyond the limit',
    [{ name: 'file', fileName: 'a.csv', content: 'x'.repeat(20_001) }],
    'file_too_large',
  ],
  ['no file', [{ name: 'name', content: 'x' }], 'invalid_input'],
  ['two files', [small, small], 'invalid_input'],
  [
    'a field beyond its limit after the file',
    [small, { name: 'name', content: 'x'.repeat(70_000) }],
    'invalid_input',
  ],
  [
    'a field named like a property of every object',
    [small, { name: '__proto__', content: 'x' }],
    'invalid_input',
  ],
  ['too many fields', [small, ...Array(30).fill({ name: 'x', content: 'x' })], 'invalid_input'],
])('%s is refused and leaves nothing on disk', async (_what, parts, code) => {
  expect((await send(parts)).json()).toMatchObject({ code })
  expect(await readdir(folder)).toEqual([])
})

test('a body that breaks off leaves nothing on disk', async () => {
  const { headers, payload } = multipart([small])
  const response = await plumbing.app.inject({
    method: 'POST',
    url: '/api/upload',
    headers: { may: 'sets.manage', ...headers },
    payload: payload.slice(0, -30),
  })
  expect(response.json()).toMatchObject({ code: 'invalid_input' })
  expect(await readdir(folder)).toEqual([])
})

test('anything but a multipart body is refused', async () => {
  const options = { method: 'POST', url: '/api/upload', headers: { may: 'sets.manage' } } as const
  expect((await plumbing.app.inject({ ...options, payload: { a: 1 } })).statusCode).toBe(415)
  expect((await plumbing.app.inject(options)).statusCode).toBe(415)
})

test('permission comes before the upload is read', async () => {
  expect((await send([small], { may: 'users.view' })).statusCode).toBe(403)
})
