import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bytesOfBase64 } from './base64.ts'

test.each([
  ['aGk=', 'hi'],
  ['aGk', 'hi'],
  [' aG\r\nk=\n', 'hi'],
  ['+/+/', '\ufffd\ufffd\ufffd'],
])('%j is read', (text, read) => {
  expect(bytesOfBase64(text)?.toString()).toBe(read)
})

test.each(['', ' ', '=', '==', 'a', 'aGk=a', 'aGk===', 'aGkaa', 'aG-_', 'aGk\u0130', 'hi!'])(
  '%j is none',
  text => {
    expect(bytesOfBase64(text)).toBeUndefined()
  },
)

test('texts as large as a body can be are read in processes that have compiled very many patterns', () => {
  const program = `
    import { bytesOfBase64 } from './server/alma-api/base64.ts'
    import { safeFileName } from './server/http/download.ts'
    const many = 14_000_000
    const lengths = ['A', ' ', '=', '.'].map(sign => bytesOfBase64(sign.repeat(many))?.length ?? null)
    const names = ['.', ' ', 'a', '/'].map(sign => safeFileName(sign.repeat(many)).length)
    console.log(JSON.stringify({ lengths, names }))`
  const flags = ['--no-regexp-optimization', '--input-type=module', '-e', program]
  const told = execFileSync(process.execPath, flags, { encoding: 'utf8', cwd: process.cwd() })
  expect(JSON.parse(told)).toEqual({ lengths: [10_500_000, null, null, null], names: [0, 0, 200, 0] })
})
