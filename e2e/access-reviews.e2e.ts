import { type Browser, expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { confirmPlan, password, signIn, waitForPlan } from './people.ts'
import { onRecords } from './records.ts'

const desk = { role_type: '38', scope: '01NLU_INST', status: 'ACTIVE' }
const mark = fresh('rv').replace(' ', '-')
const reviewName = `Yearly review ${mark}`

// One story: each test goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

let page: Page
let on: ReturnType<typeof onRecords>
let people: Record<'anna' | 'bela' | 'cleo', number>
let reviewer: { primaryId: string; page: Page; on: ReturnType<typeof onRecords> }

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
  const person = (name: string) =>
    on.newPerson({ primary_id: `${mark}-${name}`, last_name: `${mark} ${name}`, 'role/staff': desk })
  people = { anna: await person('anna'), bela: await person('bela'), cleo: await person('cleo') }
  reviewer = await aReviewer(browser)
})
test.afterAll(() => Promise.all([page.close(), reviewer.page.close()]))

/** Somebody with no role but Patron, signed in; without a preferred e-mail address. */
async function aReviewer(browser: Browser) {
  const primaryId = `${mark}-reviewer`
  const userId = await on.newPerson({
    ...{ primary_id: primaryId, last_name: 'Reviewer', 'role/patron': { ...desk, role_type: '200' } },
    'email/a': { address: 'rv@example.edu', types: ['personal'], preferred: false },
  })
  await send(page, `/api/users/${userId}/password`, { method: 'PUT', body: { password: `${password} rv` } })
  const own = await browser.newPage()
  await own.goto('/sign-in')
  await own.getByLabel('Primary identifier').fill(primaryId)
  await own.getByLabel('Password', { exact: true }).fill(`${password} rv`)
  await own.getByRole('button', { name: 'Sign in' }).click()
  await expect(own.getByRole('heading', { level: 1, name: 'My details' })).toBeVisible()
  return { primaryId, page: own, on: onRecords(own) }
}

test('a review is opened from the named users that the filters leave', async () => {
  await page.goto('/reviews')
  await expect(page.getByRole('heading', { level: 1, name: 'Access reviews' })).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.goto(`/seats?q=${mark}`)
  await expect(on.rowOf(`${mark}-anna`)).toBeVisible()
  await on.button('Review access of all shown…').click()
  await on.button('Save').click()
  await expect(on.dialog().getByLabel('Due')).toHaveAttribute('aria-invalid', 'true')
  await on.dialog().getByLabel('Name').fill(reviewName)
  await on.dialog().getByLabel('Due').fill('2099-12-01')
  await on.dialog().getByRole('combobox', { name: 'Reviewers' }).fill(reviewer.primaryId)
  await page.getByRole('option', { name: new RegExp(reviewer.primaryId) }).click()
  await expect(on.dialog().getByText(/No letter reaches these reviewers/)).toBeVisible()
  await expectAccessibleInBoth(page)
  await on.button('Save').click()
  await expect(page.getByRole('heading', { level: 1, name: reviewName })).toBeVisible()
  await expect(page.getByText('0 of 3 decided')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('Reviewer')
  await expect(on.rowOf(`${mark}-anna`)).toContainText('Fulfillment Services Operator')
  await expectAccessibleInBoth(page)
})

test('the reviewer, a patron, finds the list and decides with keys, notes and all at once', async () => {
  const own = reviewer.page
  await own.reload()
  await own.getByRole('navigation').getByRole('link', { name: 'Reviews waiting for you (1)' }).click()
  await expect(own.getByRole('heading', { level: 1, name: 'Reviews waiting for you' })).toBeVisible()
  await expectAccessibleInBoth(own)
  await own.getByRole('link', { name: reviewName }).click()
  await expect(own).toHaveURL(/decision=undecided/)
  await expect(reviewer.on.rowOf('anna')).toBeVisible()
  await expectAccessibleInBoth(own)
  await own.keyboard.press('j')
  await own.keyboard.press('3')
  await expect(own.getByText('1 of 3 decided')).toBeVisible()
  await expect(reviewer.on.rowOf('anna')).toHaveCount(0)
  // The keys go on with the next row.
  await own.keyboard.press('2')
  await expect(own.getByText('2 of 3 decided')).toBeVisible()
  await own.getByRole('link', { name: 'All', exact: true }).click()
  await reviewer.on
    .rowOf('anna')
    .getByRole('button', { name: /^Note about/ })
    .click()
  await reviewer.on.dialog().getByLabel('Note').fill('Left in May')
  await expectAccessibleInBoth(own)
  await reviewer.on.button('Save').click()
  await expect(reviewer.on.rowOf('anna')).toContainText('Left in May')
  await reviewer.on.rowOf('cleo').getByRole('checkbox').check()
  await reviewer.on.button('Keep selected').click()
  await expect(own.getByText('3 of 3 decided')).toBeVisible()
  await expect(reviewer.on.rowOf('cleo').getByRole('button', { name: 'Keep' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await own.getByRole('link', { name: 'Undecided' }).click()
  await expect(own.getByText('Everybody is decided about')).toBeVisible()
  await expectAccessibleInBoth(own)
})

test('the list is right to left in Arabic, and fits a telephone', async ({ browser }) => {
  const storageState = { cookies: await reviewer.page.context().cookies(), origins: [] }
  const narrow = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'ar', storageState })
  await narrow.goto('/my-reviews')
  await expect(narrow.locator('html')).toHaveAttribute('dir', 'rtl')
  await narrow.getByRole('link', { name: reviewName }).click()
  await expect(narrow.getByRole('row').filter({ hasText: 'anna' })).toBeVisible()
  await expectAccessibleInBoth(narrow)
  expect(await narrow.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  await narrow.close()
})

test('closed, planned, confirmed with its number: access goes; undone, it is back', async ({ browser }) => {
  await page.goto('/reviews')
  await page.getByRole('link', { name: reviewName }).click()
  await expect(page.getByText('3 of 3 decided')).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    on
      .button('Download')
      .click()
      .then(() => page.getByRole('menuitem', { name: 'CSV file' }).click()),
  ])
  expect(file.suggestedFilename()).toBe(`${reviewName}.csv`)
  await on.button('Close…').click()
  await expectAccessibleInBoth(page)
  await on.button('Close the review').click()
  await expect(page.getByText('Closed, not applied')).toBeVisible()
  await expectAccessibleInBoth(page)
  await reviewer.page.reload()
  await expect(reviewer.page.getByText('This review is closed')).toBeVisible()
  await expect(reviewer.page.getByRole('link', { name: /Reviews waiting for you \(/ })).toHaveCount(0)
  await expectAccessibleInBoth(reviewer.page)

  await on.button('Plan the job').click()
  await waitForPlan(page)
  await expect(page.getByRole('heading', { name: '2 users would lose staff access' })).toBeVisible()
  await expect(page.getByText('The review decided to keep').first()).toBeVisible()
  await expectAccessibleInBoth(page)
  await confirmPlan(page)
  expect((await recordOf(page, people.anna)).values['status']).toBe('INACTIVE')
  const taskUrl = page.url()
  await page.getByRole('link', { name: reviewName }).click()
  await expect(page.getByText('Applied', { exact: true })).toBeVisible()
  await expect(on.rowOf(`${mark}-bela`)).toContainText('Done')

  const storageState = { cookies: await page.context().cookies(), origins: [] }
  const arabic = await browser.newPage({ locale: 'ar', storageState })
  await arabic.goto(page.url())
  await expect(arabic.getByText('نُفِّذت')).toBeVisible()
  await expectAccessible(arabic)
  await arabic.close()

  await page.goto(taskUrl)
  await on.button('Undo…').click()
  await waitForPlan(page)
  await confirmPlan(page)
  expect((await recordOf(page, people.anna)).values['status']).toBe('ACTIVE')
  await page.goto(`/seats?q=${mark}`)
  for (const name of Object.keys(people)) await expect(on.rowOf(`${mark}-${name}`)).toBeVisible()
})

test('chosen users of the list are reviewed as well, and a review that was not applied can be deleted', async () => {
  await page.goto(`/users?q=${mark}`)
  await expect(on.rowOf(`${mark} anna`)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all shown rows' }).check()
  await on.button('Review access…').click()
  const name = `From the list ${mark}`
  await on.dialog().getByLabel('Name').fill(name)
  await on.dialog().getByLabel('Due').fill('2099-12-01')
  await on.dialog().getByRole('combobox', { name: 'Reviewers' }).fill('tokafor')
  await page.getByRole('option', { name: /tokafor/ }).click()
  await on.button('Save').click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText('0 of 3 decided')).toBeVisible()
  await expect(page.getByText('Left out, without staff access').locator('..')).toContainText('1')
  await on.button('Edit…').click()
  await expect(on.dialog().getByLabel('Due')).toHaveValue('2099-12-01')
  await expectAccessibleInBoth(page)
  await on.dialog().getByLabel('Due').fill('2099-12-24')
  await on.button('Save').click()
  await expect(page.getByText('2099-12-24')).toBeVisible()
  await on.button('Delete…').click()
  await on.button('Delete the review').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Access reviews' })).toBeVisible()
  await expect(on.rowOf(name)).toHaveCount(0)
})
