import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

function sourceOf(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const seen = { fetched: 0, isClosed: false }
  async function* numbers() {
    try {
      for (let number = 1; number <= count; number += 1) {
        if (number === failsAt) throw new Error(`no ${number}`)
        seen.fetched = number
        yield number
      }
    } finally {
      seen.isClosed = true
    }
  }
  return { seen, numbers: numbers() }
}

async function collect(source: AsyncIterable<number>): Promise<number[]> {
  const items: number[] = []
  for await (const item of readAhead(source)) items.push(item)
  return items
}

test('every item comes once, in order', async () => {
  expect(await collect(sourceOf(5).numbers)).toEqual([1, 2, 3, 4, 5])
  expect(await collect(sourceOf(0).numbers)).toEqual([])
})

test('one item is fetched while the current one is worked on, no more', async () => {
  const { seen, numbers } = sourceOf(5)
  for await (const number of readAhead(numbers)) {
    await wait(1)
    expect(seen.fetched).toBe(Math.min(number + 1, 5))
  }
})

test('an error arrives after the items before it', async () => {
  const got: number[] = []
  const run = async () => {
    for await (const number of readAhead(sourceOf(5, 3).numbers)) got.push(number)
  }
  await expect(run()).rejects.toThrow('no 3')
  expect(got).toEqual([1, 2])
})

test('leaving early closes the source, even if what comes next is an error', async () => {
  const { seen, numbers } = sourceOf(5, 2)
  for await (const number of readAhead(numbers)) {
    expect(number).toBe(1)
    break
  }
  expect(seen.isClosed).toBe(true)
})
