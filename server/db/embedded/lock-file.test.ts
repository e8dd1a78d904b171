import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { lockFolder } from './lock-file.ts'

let folder: string
let lock: { path: string; socketPath: string }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-lock-'))
  lock = { path: join(folder, 'postgres.lock'), socketPath: join(folder, 'socket') }
  return () => rmSync(folder, { recursive: true })
})

const inUse = { code: 'data_folder_in_use' }

function leaveLock(holder: object): void {
  writeFileSync(lock.path, JSON.stringify({ pid: process.pid, startedAt: 'long ago', ...lock, ...holder }))
}

test('a folder is locked once, and free again when given back', async () => {
  const giveBack = await lockFolder(folder, lock)
  await expect(lockFolder(folder, lock)).rejects.toMatchObject(inUse)
  giveBack()
  const giveBackAgain = await lockFolder(folder, lock)
  giveBackAgain()
})

test('the lock of a dead process is taken over', async () => {
  leaveLock({ pid: 2 ** 22 + 1 })
  await lockFolder(folder, lock)
  expect(JSON.parse(readFileSync(lock.path, 'utf8')).pid).toBe(process.pid)
})

test('the lock of a dead process whose number another one got is taken over', async () => {
  leaveLock({ pid: process.ppid })
  await lockFolder(folder, lock)
  expect(JSON.parse(readFileSync(lock.path, 'utf8')).pid).toBe(process.pid)
})

test('a lock that a power cut left half written is taken over', async () => {
  writeFileSync(lock.path, '{"pid": 1')
  await lockFolder(folder, lock)
  expect(JSON.parse(readFileSync(lock.path, 'utf8')).pid).toBe(process.pid)
})

test('a holder in another container is alive as long as its socket answers', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(lock.socketPath, resolve))
  leaveLock({ pid: 2 ** 22 + 1 })
  await expect(lockFolder(folder, lock)).rejects.toMatchObject(inUse)
  server.close()
})

test('of twenty that take over a stale lock at once one gets it', async () => {
  leaveLock({ pid: 2 ** 22 + 1 })
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder, lock)))
  expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
})

test('giving back leaves the lock of somebody who took over', async () => {
  const giveBack = await lockFolder(folder, lock)
  leaveLock({ pid: 1 })
  giveBack()
  expect(JSON.parse(readFileSync(lock.path, 'utf8')).pid).toBe(1)
})
