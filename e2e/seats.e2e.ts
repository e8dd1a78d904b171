import { expect, type Page, test } from '@playwright/test'
import { fresh } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { confirmPlan, signIn, waitForPlan } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

const desk = { role_type: '38', scope: '01NLU_INST', status: 'ACTIVE' }

test('named users are counted, with what is worth a look, and each says why it counts', async () => {
  await page.goto('/seats')
  await expect(page.getByText(/^\d+ named users$/)).toBeVisible()
  await expect(page.getByRole('figure').getByRole('listitem')).toHaveCount(13)
  const concerns = page.getByRole('group', { name: 'Worth a look' })
  await concerns.getByText(/^Test accounts \(\d+\)$/).click()
  await expect(page).toHaveURL(/concern=test/)
  await expect(on.rowOf('test_usermanager')).toContainText('User Manager')
  await expectAccessibleInBoth(page)
  await page.getByLabel('Name or identifier').fill('nobody at all')
  await expect(page.getByText('No named users', { exact: true })).toBeVisible()
})

test('staff roles are removed by a job that keeps Patron, and the seat is free', async () => {
  const primaryId = fresh('seat').replace(' ', '-')
  const userId = await on.newPerson({
    primary_id: primaryId,
    'role/staff': desk,
    'role/patron': { ...desk, role_type: '200' },
  })
  await page.goto(`/seats?q=${primaryId}`)
  await page
    .getByRole('checkbox', { name: /^Select/ })
    .last()
    .check()
  await on.button('Remove staff roles').click()
  await expect(page.getByText('Roles: all are removed but Patron')).toBeVisible()
  await expectAccessibleInBoth(page)
  await on.button('Make the plan').click()
  await waitForPlan(page)
  await expect(page.getByRole('heading', { name: '1 user would change' })).toBeVisible()
  await confirmPlan(page)
  await page.goto(`/seats?q=${primaryId}`)
  await expect(page.getByText('No named users', { exact: true })).toBeVisible()
  await on.openTab(userId, 'roles')
  await expect(on.rowOf('Patron')).toBeVisible()
  await expect(page.getByText('Fulfillment Services Operator')).toHaveCount(0)
})

test('fees are handed to the bursar by a plan, with a file, and can be taken back', async () => {
  await page.goto('/tasks')
  await on.button('Run a job').click()
  await page.getByRole('menuitem', { name: 'Export fees to the bursar…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Export fees to the bursar' })).toBeVisible()
  await page.getByLabel('Only users who owe at least').fill('much')
  await on.button('Make the plan').click()
  await expect(page.getByLabel('Only users who owe at least')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessibleInBoth(page)
  await page.getByLabel('Only users who owe at least').fill('40')
  await on.button('Make the plan').click()
  await waitForPlan(page)
  await expect(
    page.getByRole('heading', { name: /The fees of \d+ users? would go to the bursar/ }),
  ).toBeVisible()
  await confirmPlan(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV', exact: true }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^Bursar export.*\.csv$/)
  await expectAccessibleInBoth(page)
  await on.button('Undo…').click()
  await waitForPlan(page)
  await expect(page.getByRole('heading', { name: /The fees of \d+ users? would come back/ })).toBeVisible()
  await confirmPlan(page)
})
