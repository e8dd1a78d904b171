import { escapeText } from '../alma-user/to-alma-xml.ts'
import type { Answer, Operation } from './operation.ts'

/**
 * What programs call to see whether their key works and how many calls are left. The answer is XML even where JSON was
 * asked for, as Alma's is (facts: alma-api §3.9).
 */
export const testOperations: readonly Operation[] = (
  [
    ['users', '/users/operation/test'],
    ['configuration', '/conf/test'],
    // There are no keys for analytics, and nothing else of it.
    ['configuration', '/analytics/test'],
  ] as const
).flatMap(([area, path]): Operation[] => [
  {
    method: 'GET',
    path,
    area,
    run: async ({ institution }) => test(`GET - OK - institutionCode: ${institution.code}`),
  },
  { method: 'POST', path, area, run: async () => test('POST - OK') },
])

const test = (words: string): Answer => ({ format: 'xml', body: `<test>${escapeText(words)}</test>` })
