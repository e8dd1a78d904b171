import { expect, type Page, test } from '@playwright/test'
import type { Fee } from '../contract/fees.ts'
import { fresh, read, send } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { choose, confirmPlan, signIn, waitForPlan } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

/** A patron of this family name who owes one fee. */
async function debtor(lastName: string, amount: string): Promise<number> {
  const userId = await on.newPerson({ last_name: lastName, 'role/p': { role_type: '200' } })
  await send(page, `/api/users/${userId}/fees`, { body: { type: 'OTHER', amount } })
  return userId
}

const feeOf = async (userId: number) =>
  (await read<{ items: Fee[] }>(page, `/api/users/${userId}/fees?status=ALL`)).items[0]

test('small fees of a set are waived by a plan, and can be owed again', async () => {
  const name = fresh('Debtors')
  const [small, large] = [await debtor(name, '3.00'), await debtor(name, '40.00')]
  const filter = { field: 'last_name', op: 'eq', value: name }
  await send(page, '/api/sets', { body: { name, kind: 'logical', filter } })
  await page.goto('/tasks')
  await on.button('Run a job').click()
  await page.getByRole('menuitem', { name: 'Waive fees in bulk…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Waive fees in bulk' })).toBeVisible()
  await expect(page.getByText('Without a set: of everybody who owes such fees.')).toBeVisible()
  await on.button('Make the plan').click()
  await expect(page.getByRole('combobox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true')
  await choose(page, 'Reason', 'Goodwill')
  await on.button('Make the plan').click()
  await expect(on.box('Per user at most (USD)')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessibleInBoth(page)

  await on.box('Per user at most (USD)').fill('10,00')
  await on.box('Comment').fill('New year')
  await page.getByRole('combobox', { name: 'Set' }).fill(name)
  await page.getByRole('option', { name: new RegExp(name) }).click()
  await expect(page.getByRole('status').filter({ hasText: '2 users' })).toBeVisible()
  await on.button('Make the plan').click()
  await waitForPlan(page)
  await expect(page.getByRole('heading', { name: 'Fees of 1 user would be waived' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '$3.00 waived' })).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: 'Owes more than the maximum' })).toHaveCount(1)
  await expect(page.getByText('New year')).toBeVisible()
  await expectAccessibleInBoth(page)
  expect(await confirmPlan(page)).toBe(1)
  expect(await feeOf(small)).toMatchObject({ status: 'WAIVED', balance: '0.00', waiveReasons: ['GOODWILL'] })
  expect(await feeOf(large)).toMatchObject({ status: 'ACTIVE', balance: '40.00' })

  await on.button('Undo…').click()
  await waitForPlan(page)
  const again = 'The waived fees of 1 user would be owed again'
  await expect(page.getByRole('heading', { name: again })).toBeVisible()
  await confirmPlan(page)
  expect(await feeOf(small)).toMatchObject({ status: 'ACTIVE', balance: '3.00' })
})
