import { expect, test } from 'vitest'
import { batching } from './batching.ts'

function loader() {
  const calls: number[][] = []
  const load = async (ids: number[]) => {
    calls.push(ids)
    return new Map(ids.filter(id => id < 100).map(id => [id, `#${id}`]))
  }
  return { calls, load }
}

test('what is asked for at one moment is one call, and each gets its own', async () => {
  const { calls, load } = loader()
  const ask = batching(200, load)
  expect(await Promise.all([1, 2, 2, 100].map(ask))).toEqual(['#1', '#2', '#2', null])
  expect(await ask(3)).toBe('#3')
  expect(calls).toEqual([[1, 2, 100], [3]])
})

test('no call asks for more than it may', async () => {
  const { calls, load } = loader()
  const ask = batching(2, load)
  expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual(['#1', '#2', '#3', '#4', '#5'])
  expect(calls).toEqual([[1, 2], [3, 4], [5]])
})

test('a call that fails fails those that asked, and nobody after them', async () => {
  let isDown = true
  const ask = batching<string>(9, async ids => {
    if (isDown) throw new Error('down')
    return new Map(ids.map(id => [id, 'x']))
  })
  await expect(Promise.all([ask(1), ask(2)])).rejects.toThrow('down')
  isDown = false
  expect(await ask(1)).toBe('x')
})
