import { expect, type Page } from '@playwright/test'

export const password = 'northlake-demo'

/** Signs in as one of the demo's staff and waits for the list of users. */
export async function signIn(page: Page, primaryId = 'mreyes'): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Primary identifier').fill(primaryId)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
}

/** On the page of a planned job: types the number that the plan names, and waits for the end. */
export async function confirmPlan(page: Page): Promise<number> {
  const taskId = Number(new URL(page.url()).pathname.split('/').at(-1))
  const report = await (await page.request.get(`/api/tasks/${taskId}`)).json()
  const count: number = report.task.planned.change
  await page.getByRole('button', { name: 'Confirm…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(String(count))
  await dialog.getByRole('button', { name: / them\b/ }).click()
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 60_000 })
  return count
}

/** Waits until the plan of the job on this page is made. */
export async function waitForPlan(page: Page): Promise<void> {
  await page.waitForURL(/\/tasks\/\d+/)
  await expect(page.getByText('Waits for confirmation').first()).toBeVisible({ timeout: 60_000 })
}

/** Opens a select by its label and takes an option. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('listbox', { name: label }).getByRole('option', { name: option }).click()
}
