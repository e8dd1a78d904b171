import { expect, type Page } from '@playwright/test'
import type { Filter } from '../contract/filter.ts'
import type { TaskReport } from '../contract/tasks.ts'
import type { UserRecord, UserRow } from '../contract/users.ts'

/** Reads `/api` with the session of the page. */
export async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(path)
  expect(answer.ok(), `${path} answers ${answer.status()}`).toBe(true)
  return (await answer.json()) as T
}

/** Calls a changing endpoint of `/api` with the session of the page, to prepare what a test is not about. */
export async function send<T>(
  page: Page,
  path: string,
  { method = 'POST', body }: { method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown } = {},
): Promise<T> {
  const { csrfToken } = await read<{ csrfToken: string }>(page, '/api/session')
  const answer = await page.request.fetch(path, {
    method,
    headers: { 'x-csrf-token': csrfToken },
    ...(body === undefined ? {} : { data: body }),
  })
  expect(answer.ok(), `${method} ${path} answers ${answer.status()}: ${await answer.text()}`).toBe(true)
  return (answer.status() === 204 ? undefined : await answer.json()) as T
}

/** Users that match, in the order of their names. */
export async function usersWhere(page: Page, filter: Filter, limit = 50): Promise<UserRow[]> {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: String(limit) })
  return (await read<{ items: UserRow[] }>(page, `/api/users?${query}`)).items
}

/** How many users match. */
export async function countWhere(page: Page, filter: Filter): Promise<number> {
  const query = new URLSearchParams({ filter: JSON.stringify(filter) })
  return (await read<{ total: number }>(page, `/api/users/count?${query}`)).total
}

/** The record of one user. */
export function recordOf(page: Page, userId: number): Promise<UserRecord> {
  return read<UserRecord>(page, `/api/users/${userId}`)
}

/** Makes the plan of a job and waits until it stands. Returns its report. */
export async function planned(page: Page, path: string, body: unknown): Promise<TaskReport> {
  const { task } = await send<TaskReport>(page, path, { body })
  return reached(page, task.taskId, 'planned')
}

/** Confirms a plan with its count and waits for the end of the run. */
export async function confirmed(page: Page, { task }: TaskReport): Promise<TaskReport> {
  await send(page, `/api/tasks/${task.taskId}/confirm`, { body: { count: task.planned.change } })
  return reached(page, task.taskId, 'completed')
}

/** Waits until a job has the status. */
export async function reached(page: Page, taskId: number, status: string): Promise<TaskReport> {
  const report = () => read<TaskReport>(page, `/api/tasks/${taskId}`)
  await expect
    .poll(async () => (await report()).task.status, { timeout: 90_000, intervals: [250, 500, 1000] })
    .toBe(status)
  return report()
}

/** A name that no earlier run on the same server has taken. */
export function fresh(name: string): string {
  return `${name} ${Date.now().toString(36).slice(-5)}`
}
