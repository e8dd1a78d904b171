import { expect, test } from 'vitest'
import { defaultSettings } from '../institutions/setting-definitions.ts'
import { hasPassword, passwordProblems } from './password-rules.ts'

const ruleOf = (password: string, primaryId = 'ada.lovelace') =>
  passwordProblems(password, primaryId)[0]?.rule

test.each([
  ['short', 'too_short'],
  ['ñandú 7', 'too_short'],
  ['🔒🔒🔒🔒', 'too_short'],
  ['My Ada.Lovelace!', 'contains_user_name'],
  ['password', 'too_common'],
  ['Password123', 'too_common'],
  ['P@ssw0rd', 'too_common'],
  ['qwertyuiop', 'too_common'],
  ['1q2w3e4r5t', 'too_common'],
  ['letmein!!', 'too_common'],
  ['123456789', 'too_common'],
  ['hgfedcba', 'too_common'],
  ['abcabcabcabc', 'too_common'],
  ['aaaaaaaaaaaa', 'too_common'],
  ['passwordpassword', 'too_common'],
  ['Bibliothek1', 'too_common'],
  ['library2026', 'too_common'],
  ['ecalevol.ada', 'too_common'],
])('"%s" is refused as %s', (password, rule) => {
  expect(ruleOf(password)).toBe(rule)
})

test.each(['correct horse battery', 'x9$kLq2w', 'لا أحد يعرف هذا', '密码很长也很奇怪哦', 'northlake-demo'])(
  '"%s" is good',
  password => {
    expect(passwordProblems(password, 'ada.lovelace')).toEqual([])
  },
)

test('a name of three letters may stand in a password, but not be it', () => {
  expect(ruleOf('a bold adventure', 'bol')).toBeUndefined()
})

test('the longest password is judged in no time', () => {
  const started = performance.now()
  passwordProblems('aB3$x'.repeat(200), 'ada')
  expect(performance.now() - started).toBeLessThan(2000)
})

test('internal accounts have a password of ours, external ones where the institution says so, others never', () => {
  const on = { ...defaultSettings, externalUsersWithInternalAuth: true }
  const types = ['INTERNAL', 'EXTERNAL', 'INTEXTAUTH', undefined]
  expect(types.map(type => hasPassword(type, defaultSettings))).toEqual([true, false, false, false])
  expect(types.map(type => hasPassword(type, on))).toEqual([true, true, false, false])
})
