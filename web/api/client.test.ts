import { expect, test } from 'vitest'
import { listUsers, readUser } from '../../contract/users.ts'
import { urlOf } from './client.ts'
import { ProblemError, problemFrom } from './problem-error.ts'

test('an address has its parameters in the path and only the given values in the query', () => {
  expect(urlOf(readUser, { params: { userId: 7 } })).toBe('/api/users/7')
  expect(urlOf(listUsers, { query: { q: 'a&b=ü', tab: undefined, limit: 2 } })).toBe(
    '/api/users?q=a%26b%3D%C3%BC&limit=2',
  )
})

test('parameters cannot leave their place in the path', () => {
  const risky = { ...readUser, path: '/api/sets/:name' } as const
  expect(urlOf(risky, { params: { name: '../users?x=1' } })).toBe('/api/sets/..%2Fusers%3Fx%3D1')
})

test('an error answer becomes its code, its wrong fields and its details', () => {
  const problem = problemFrom(
    422,
    JSON.stringify({
      type: 'about:blank',
      title: 'Invalid values',
      status: 422,
      code: 'invalid_values',
      problems: [{ field: 'expiry_date', rule: 'date_in_past' }],
      details: { a: 1 },
      requestId: 'r1',
    }),
  )
  expect(problem).toBeInstanceOf(ProblemError)
  expect(problem).toMatchObject({
    code: 'invalid_values',
    status: 422,
    problems: [{ field: 'expiry_date', rule: 'date_in_past' }],
    details: { a: 1 },
    requestId: 'r1',
  })
})

test('an answer that is no problem document, such as that of a proxy, is an internal error with its status', () => {
  expect(problemFrom(502, '<html>Bad gateway</html>')).toMatchObject({ code: 'internal', status: 502 })
  expect(problemFrom(500, '')).toMatchObject({ code: 'internal', status: 500 })
})
