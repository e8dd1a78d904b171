import { expect, test } from 'vitest'
import { attachment } from './download.ts'

test.each([
  ['users.csv', `filename="users.csv"; filename*=UTF-8''users.csv`],
  ['Übersicht (1).csv', `filename="_bersicht (1).csv"; filename*=UTF-8''%C3%9Cbersicht%20%281%29.csv`],
  ['a"b%c\'d.csv', `filename="a_b_c'd.csv"; filename*=UTF-8''a%22b%25c%27d.csv`],
  ['C:\\temp\\x.csv', `filename="x.csv"; filename*=UTF-8''x.csv`],
  ['../../.env', `filename="env"; filename*=UTF-8''env`],
  ['a\r\nSet-Cookie: b', `filename="aSet-Cookie: b"; filename*=UTF-8''aSet-Cookie%3A%20b`],
  ['a\u202Efdp.exe', `filename="afdp.exe"; filename*=UTF-8''afdp.exe`],
  ['\ud800', `filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ['..', `filename="download"; filename*=UTF-8''download`],
])('%j is sent as a harmless file name', (name, expected) => {
  expect(attachment(name)).toBe(`attachment; ${expected}`)
})

test('a name of any length is cut', () => {
  expect(attachment('é'.repeat(5000)).length).toBeLessThan(1500)
})
