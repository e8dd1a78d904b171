import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const read = (settings: Record<string, string>) => readConfig({ CARREL_MASTER_KEY: key, ...settings })

const from = 'City Library <library@example.edu>'

test('mail server and sender are read together', () => {
  for (const url of ['smtp://mail.example.edu', 'smtps://me:secret@mail.example.edu:465']) {
    expect(read({ SMTP_URL: url, MAIL_FROM: from }).mail).toEqual({ url, from })
  }
  expect(read({ SMTP_URL: 'smtp://a', MAIL_FROM: 'library@example.edu' }).mail?.from).toBe(
    'library@example.edu',
  )
})

test('without both, no letter is sent', () => {
  expect(read({})).not.toHaveProperty('mail')
  expect(read({ SMTP_URL: ' ' })).not.toHaveProperty('mail')
})

test.each([
  ['no sender', { SMTP_URL: 'smtp://a' }, 'MAIL_FROM'],
  ['a sender that is no address', { SMTP_URL: 'smtp://a', MAIL_FROM: 'Library' }, 'MAIL_FROM'],
  ['a sender with a line break', { SMTP_URL: 'smtp://a', MAIL_FROM: 'A\nB <a@b.c>' }, 'MAIL_FROM'],
  ['no server', { MAIL_FROM: from }, 'SMTP_URL'],
  ['a server without its protocol', { SMTP_URL: 'mail.example.edu', MAIL_FROM: from }, 'SMTP_URL'],
  ['a server of the web', { SMTP_URL: 'https://u:topsecret@a', MAIL_FROM: from }, 'SMTP_URL'],
])('%s is refused by name, without its value', (_, settings, field) => {
  const refused = () => read(settings)
  expect(refused).toThrow(field)
  expect(refused).not.toThrow('topsecret')
})
