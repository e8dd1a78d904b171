import { expect, type Page, test } from '@playwright/test'
import type { Filter } from '../contract/filter.ts'
import { countWhere, fresh, planned, reached, send, usersWhere } from './api.ts'
import { signIn } from './people.ts'

// One job over many people, from its plan to its undo. Each test goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

const everybody: Filter = { field: 'account_type', op: 'eq', value: 'EXTERNAL' }
const site = `https://${fresh('site').replace(' ', '-')}.example`
const marked: Filter = { field: 'web_site_url', op: 'eq', value: site }

let page: Page
let taskId: number
let count: number
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
  const { task } = await planned(page, '/api/tasks/update-users', {
    population: everybody,
    changes: [{ field: 'web_site_url', value: site, condition: 'always' }],
  })
  taskId = task.taskId
  count = task.planned.change
})
test.afterAll(() => page.close())

const button = (name: string) => page.getByRole('button', { name, exact: true })

test('a wrong number confirms nothing, and the dialog says so', async () => {
  await page.goto(`/tasks/${taskId}`)
  await button('Confirm…').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(String(count - 1))
  await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription(/This is not/)
  await expect(dialog.getByRole('button', { name: 'Change them' })).toBeDisabled()
  await expect(page.getByText('Waits for confirmation').first()).toBeVisible()
  expect(await countWhere(page, marked)).toBe(0)
})

test('a running job stops on demand, and what is done can be seen', async () => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(String(count))
  await dialog.getByRole('button', { name: 'Change them' }).click()
  await button('Stop').click()
  await expect(page.getByRole('progressbar').first()).toBeAttached()
  await expect(page.getByText('Stopped').first()).toBeVisible({ timeout: 60_000 })
  const done = await countWhere(page, marked)
  expect(done).toBeGreaterThanOrEqual(0)
  expect(done).toBeLessThan(count)
})

test('it goes on where it stopped, to the end', async () => {
  await button('Go on').click()
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 90_000 })
  expect(await countWhere(page, marked)).toBe(count)
  const [person] = await usersWhere(page, marked, 1)
  await page.goto(`/users/${person?.userId}/history`)
  await expect(page.getByRole('row', { name: new RegExp(site) })).toBeVisible()
})

test('the undo is a plan of its own, and puts back every one of them', async () => {
  await page.goto(`/tasks/${taskId}`)
  await button('Undo…').click()
  await page.waitForURL(address => Number(address.pathname.split('/').at(-1)) > taskId)
  await expect(page.getByText(`Undoes job ${taskId}`)).toBeVisible()
  await expect(page.getByText('Waits for confirmation').first()).toBeVisible({ timeout: 60_000 })
  await button('Confirm…').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(String(count))
  await dialog.getByRole('button', { name: 'Put them back' }).click()
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 90_000 })
  expect(await countWhere(page, marked)).toBe(0)
})

test('a plan that is put aside changes nobody and cannot be confirmed any more', async () => {
  const { task } = await planned(page, '/api/tasks/update-users', {
    population: everybody,
    changes: [{ field: 'web_site_url', value: site, condition: 'always' }],
  })
  await page.goto(`/tasks/${task.taskId}`)
  await button('Put the plan aside').click()
  const confirmation = page.getByRole('dialog').getByRole('button', { name: 'Put the plan aside' })
  if (await confirmation.isVisible()) await confirmation.click()
  await reached(page, task.taskId, 'cancelled')
  await expect(page.getByText('Put aside').first()).toBeVisible()
  await expect(button('Confirm…')).toHaveCount(0)
  await expect(
    send(page, `/api/tasks/${task.taskId}/confirm`, { body: { count: task.planned.change } }),
  ).rejects.toThrow('409')
  expect(await countWhere(page, marked)).toBe(0)
})
