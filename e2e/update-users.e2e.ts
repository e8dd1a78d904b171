import { expect, type Page, test } from '@playwright/test'
import type { TaskReport } from '../contract/tasks.ts'
import { read, recordOf, usersWhere } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { choose, confirmPlan, signIn, waitForPlan } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const staff = { field: 'primary_id', op: 'eq', value: 'gwalker' } as const

/** The form of the job over one person, as the list of users opens it. */
const open = () => page.goto(`/tasks/update-users?filter=${encodeURIComponent(JSON.stringify(staff))}`)

async function notes(): Promise<string[]> {
  const [user] = await usersWhere(page, staff)
  const { segments } = await recordOf(page, user!.userId)
  return segments['note']!.map(one => String(one.values['text']))
}

async function planNote(): Promise<void> {
  await open()
  await choose(page, 'Field', 'Notes')
  await choose(page, 'Action', 'Add')
  await choose(page, 'Type', 'Library')
  await page.getByLabel('Note').last().fill('Asked to return the keys')
}

test('a note is added to everybody of a job who does not have it, and what is missing is named first', async () => {
  await open()
  await choose(page, 'Field', 'Notes')
  await choose(page, 'Action', 'Add')
  await page.getByRole('button', { name: 'Make the plan' }).click()
  await expect(page.getByText('This entry is needed.').first()).toBeVisible()
  await expectAccessibleInBoth(page)
  await planNote()
  await expect(page.getByText(/is added to everybody who does not have it/)).toBeVisible()
  await page.getByRole('button', { name: 'Make the plan' }).click()
  await waitForPlan(page)
  expect(await confirmPlan(page)).toBe(1)
  expect(await notes()).toContain('Asked to return the keys')
})

test('whoever has the note is left alone the second time', async () => {
  await planNote()
  await page.getByRole('button', { name: 'Make the plan' }).click()
  await page.waitForURL(/\/tasks\/\d+/)
  const taskId = page.url().split('/').at(-1)
  const planned = async () => (await read<TaskReport>(page, `/api/tasks/${taskId}`)).task.planned
  await expect.poll(planned, { timeout: 60_000 }).toMatchObject({ total: 1, change: 0, keep: 1 })
  expect((await notes()).filter(text => text === 'Asked to return the keys')).toHaveLength(1)
})
