import { expect, test } from 'vitest'
import type { Actor, Context } from '../context.ts'
import { contextFor } from './admitted.ts'

const scope = { requestId: 'r' } as Omit<Context, 'actor'>
const actor: Actor = { kind: 'system', name: 'somebody', permissions: new Set() }

test.each([
  ['GET', '10:10: 1'],
  ['HEAD', '10:10: 1'],
  ['POST', undefined],
  ['PUT', undefined],
  ['PATCH', undefined],
  ['DELETE', undefined],
])('of a %s what others have read is %s', (method, asOf) => {
  expect(contextFor({ method }, scope, { actor, asOf: '10:10: 1' }).asOf).toBe(asOf)
})
