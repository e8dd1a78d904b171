import { expect, test } from 'vitest'
import type { Setting } from '../../contract/settings.ts'
import { sentValue, valuesOf } from './setting-values.ts'

const setting = (kind: Setting['kind'], value: unknown = null): Setting => ({
  key: `key-${kind}`,
  section: 'record',
  kind,
  value,
  default: null,
})

test('the form begins with the values by key', () => {
  expect(valuesOf([setting('flag', true), setting('number', 3)])).toEqual({
    'key-flag': true,
    'key-number': 3,
  })
})

test.each([
  ['texts', [' exl_* ', '', '  '], ['exl_*']],
  ['texts', [''], []],
  ['text', ' U ', 'U'],
  ['folder_address', '', ''],
  ['format', { pattern: ' a', message: '  ' }, { pattern: ' a' }],
  ['format', { pattern: 'a', message: ' No. ' }, { pattern: 'a', message: 'No.' }],
  ['number', '', ''],
  ['flag', false, false],
] as const)('%s %j is sent as %j', (kind, value, sent) => {
  expect(sentValue(setting(kind), value)).toEqual(sent)
})
