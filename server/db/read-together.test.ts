import { expect, test } from 'vitest'
import { readTogether } from './read-together.ts'

const scopeOf = (institutionId: number, db: object) => ({ db, institution: { institutionId } })

/** Answers each key by its double, one call at a time; odd keys are not there. */
function counting() {
  const calls: { institutionId: number; keys: readonly number[] }[] = []
  const read = readTogether(async (scope: ReturnType<typeof scopeOf>, keys: readonly number[]) => {
    calls.push({ institutionId: scope.institution.institutionId, keys })
    return new Map(keys.filter(key => key % 2 === 0).map(key => [key, key * 2]))
  })
  return { calls, read }
}

test('what is asked for at the same time is one query, and each gets its own answer', async () => {
  const { calls, read } = counting()
  const scope = scopeOf(1, {})
  const answers = await Promise.all([2, 3, 4, 2].map(key => read(scope, key)))
  expect(answers).toEqual([4, undefined, 8, 4])
  expect(calls).toEqual([{ institutionId: 1, keys: [2, 3, 4] }])
})

test('what is asked for later is read anew', async () => {
  const { calls, read } = counting()
  const scope = scopeOf(1, {})
  await read(scope, 2)
  await read(scope, 2)
  expect(calls.length).toBe(2)
})

const seenAt = (asOf: string | undefined, db: object = {}, institution = { institutionId: 1 }) => ({
  db,
  institution,
  ...(asOf ? { asOf } : {}),
})

test('as of the same it is read once, and as of anything else anew', async () => {
  const { calls, read } = counting()
  const { db, institution } = seenAt(undefined)
  for (const asOf of ['10:10: 1', '10:10: 1', '10:12: 1', '10:12: 1', '10:12: 2'])
    expect(await read(seenAt(asOf, db, institution), 2)).toBe(4)
  expect(calls.length).toBe(3)
  await read(seenAt('10:12: 2', db, institution), 4)
  await read(seenAt(undefined, db, institution), 2)
  expect(calls.map(({ keys }) => keys)).toEqual([[2], [2], [2], [4], [2]])
})

test('other settings, another database and transactions remember nothing of each other', async () => {
  const { calls, read } = counting()
  const [db, institution] = [{}, { institutionId: 1 }]
  const transaction = { isTransaction: true }
  for (const scope of [
    seenAt('1', db, institution),
    seenAt('1', db, { ...institution }),
    seenAt('1', {}, institution),
    seenAt('1', transaction, institution),
    seenAt('1', transaction, institution),
  ])
    await read(scope, 2)
  expect(calls.length).toBe(5)
})

test('institutions, settings and transactions are never read together', async () => {
  const { calls, read } = counting()
  const [db, transaction] = [{}, {}]
  const [one, later] = [{ institutionId: 1 }, { institutionId: 1 }]
  await Promise.all([
    read(seenAt('1', db, one), 2),
    read(seenAt('1', db, later), 2),
    read(scopeOf(2, db), 4),
    read(scopeOf(1, transaction), 6),
  ])
  expect(calls).toEqual([
    { institutionId: 1, keys: [2] },
    { institutionId: 1, keys: [2] },
    { institutionId: 2, keys: [4] },
    { institutionId: 1, keys: [6] },
  ])
})

test('a failed query fails for everybody who asked, and not for who asks next', async () => {
  let isBroken = true
  const read = readTogether(async (_scope: ReturnType<typeof scopeOf>, keys: readonly number[]) => {
    if (isBroken) throw new Error('no connection')
    return new Map(keys.map(key => [key, key]))
  })
  const scope = { ...scopeOf(1, {}), asOf: '1' }
  const answers = await Promise.allSettled([read(scope, 1), read(scope, 2)])
  expect(answers.map(answer => answer.status)).toEqual(['rejected', 'rejected'])
  isBroken = false
  expect(await read(scope, 1)).toBe(1)
})
