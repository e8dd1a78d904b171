import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Settings } from '../../contract/settings.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

let server: TestServer
let system: Ask
beforeAll(async () => {
  server = await openTestServer()
  system = (await staffMember(server, 'system', ['26'])).ask
})
afterAll(() => server.close())

const edit = (values: object) => system('PATCH /api/settings', { values })

test('settings by user group hold a value for each group that is named, and one for all others', async () => {
  const values = { loanDays: { '*': 14, FACULTY: 90 }, 'patronLimits.cash': { STUDENT: '12.50' } }
  const { settings } = (await edit(values)).json() as Settings
  const found = (key: string) => settings.find(setting => setting.key === key)
  expect(found('loanDays')).toMatchObject({
    kind: 'numbers_by_group',
    codeTable: 'UserGroups',
    value: values.loanDays,
    default: { '*': 28 },
    max: 3650,
  })
  expect(found('patronLimits.cash')).toMatchObject({ kind: 'amounts_by_group', value: { STUDENT: '12.50' } })
})

test.each([
  ['loanDays', 14, 'wrong_type'],
  ['loanDays', ['*'], 'wrong_type'],
  ['loanDays', { NOBODY: 14 }, 'one_of'],
  ['loanDays', { '*': '14' }, 'not_a_number'],
  ['loanDays', { '*': 1.5 }, 'not_a_number'],
  ['loanDays', { '*': -1 }, 'too_small'],
  ['loanDays', { '*': 3651 }, 'too_large'],
  ['patronLimits.cash', { '*': 10 }, 'not_an_amount'],
  ['patronLimits.cash', { '*': '1.005' }, 'not_an_amount'],
  ['patronLimits.cash', { '*': '-1' }, 'not_an_amount'],
])('%s does not take %j: %s', async (key, value, rule) => {
  expect((await edit({ [key]: value })).json().problems).toMatchObject([{ field: key, rule }])
})
