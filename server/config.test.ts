import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import type { AppError } from './errors.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function refusalOf(environment: Record<string, string>): AppError {
  try {
    readConfig({ CARREL_DATA: join(folder, 'unused'), ...environment })
  } catch (error) {
    return error as AppError
  }
  throw new Error('The settings were accepted.')
}

test('without any setting the program runs for one machine, with a new master key that only its owner may read', () => {
  const data = join(folder, 'first')
  const config = readConfig({ CARREL_DATA: data })
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    dataFolder: data,
    trustProxy: false,
    logLevel: 'info',
  })
  expect(config.databaseUrl).toBeUndefined()
  expect(config.sip2).toBeUndefined()
  expect(config.masterKey).toHaveLength(32)
  expect(readdirSync(data)).toEqual(['master.key'])
  expect(statSync(join(data, 'master.key')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o777).toBe(0o700)
  expect(readConfig({ CARREL_DATA: data }).masterKey).toEqual(config.masterKey)
})

test('all wrong settings are named at once, each with what it should be', () => {
  const refusal = refusalOf({
    PORT: '80a',
    DATABASE_URL: 'mysql://x',
    CARREL_PUBLIC_URL: 'https://carrel.example.edu/sub',
    CARREL_LOG_LEVEL: 'loud',
    CARREL_UPLOAD_MEGABYTES: '0',
  })
  expect(refusal.code).toBe('invalid_values')
  expect(refusal.message).toContain('PORT must be of this form: 0 to 65535')
  expect((refusal.details['problems'] as { field: string }[]).map(one => one.field).toSorted()).toEqual([
    'CARREL_LOG_LEVEL',
    'CARREL_PUBLIC_URL',
    'CARREL_UPLOAD_MEGABYTES',
    'DATABASE_URL',
    'PORT',
  ])
})

test('a wrong setting is named without showing a password', () => {
  expect(refusalOf({ DATABASE_URL: 'postgres//carrel:swordfish@host/db' }).message).not.toContain('swordfish')
})

test('with a server database, whose processes must share a key, none is made up', () => {
  const environment = { DATABASE_URL: 'postgresql://db/carrel' }
  expect(refusalOf(environment)).toMatchObject({
    code: 'master_key_missing',
    message: expect.stringContaining('openssl rand'),
  })
  const key = Buffer.alloc(32, 3).toString('base64')
  expect(readConfig({ ...environment, CARREL_MASTER_KEY: key }).masterKey).toEqual(Buffer.alloc(32, 3))
  const file = join(folder, 'given.key')
  writeFileSync(file, `${key}\n`)
  expect(readConfig({ ...environment, CARREL_MASTER_KEY_FILE: file }).masterKey).toEqual(Buffer.alloc(32, 3))
})

test.each([
  '',
  'short',
  Buffer.alloc(31).toString('base64'),
  'not base64 at all, but thirty-two letters long',
])('a master key file that holds "%s" is refused and not replaced', content => {
  const file = join(folder, 'broken.key')
  writeFileSync(file, content)
  expect(refusalOf({ CARREL_MASTER_KEY_FILE: file }).code).toBe('master_key_missing')
  expect(readFileSync(file, 'utf8')).toBe(content)
})

test('a key file that was named but is not there is an error, not a new key', () => {
  const file = join(folder, 'absent.key')
  expect(refusalOf({ CARREL_MASTER_KEY_FILE: file }).code).toBe('master_key_missing')
})

test('a data folder whose database lost its key gets no new one', () => {
  const data = join(folder, 'restored')
  mkdirSync(join(data, 'database'), { recursive: true })
  expect(refusalOf({ CARREL_DATA: data })).toMatchObject({
    code: 'master_key_missing',
    message: expect.stringContaining('from a backup'),
  })
})

test('the public address is kept as an origin, proxies are trusted only when named', () => {
  const config = readConfig({
    CARREL_DATA: folder,
    CARREL_PUBLIC_URL: 'https://Carrel.example.edu:443/',
    CARREL_TRUST_PROXY: '10.0.0.0/8',
  })
  expect(config).toMatchObject({ publicOrigin: 'https://carrel.example.edu', trustProxy: '10.0.0.0/8' })
})

test('self-check machines are answered where the settings say, on this machine unless they name another address', () => {
  const sip2Of = (environment: Record<string, string>) =>
    readConfig({ CARREL_DATA: join(folder, 'sip2'), ...environment }).sip2
  expect(sip2Of({ SIP2_PORT: '6001' })).toEqual({ port: 6001, host: '127.0.0.1' })
  expect(sip2Of({ SIP2_PORT: '6001', SIP2_HOST: '::' })).toEqual({ port: 6001, host: '::' })
  expect(sip2Of({ SIP2_HOST: '::' })).toBeUndefined()
  expect(refusalOf({ SIP2_PORT: '0' }).message).toContain('SIP2_PORT must be of this form: 1 to 65535')
})
