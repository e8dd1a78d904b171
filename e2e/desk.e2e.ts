import { expect, type Page, test } from '@playwright/test'
import type { UserRecord, UserRow } from '../contract/users.ts'
import { fresh, recordOf, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { expectFocus, pickOption, tabTo, typeInto } from './keyboard.ts'
import { signIn } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

/** A patron whom nothing keeps from borrowing, with what is given beside. */
async function patron(values: object = {}): Promise<UserRow> {
  const primaryId = fresh('borrower').replace(' ', '.')
  const body = {
    recordType: 'PUBLIC',
    values: {
      primary_id: primaryId,
      first_name: 'Ottoline',
      last_name: fresh('Quackenbush'),
      user_group: 'GRAD',
      'email/c1': { address: `${primaryId}@example.edu`, types: ['personal'], preferred: true },
      ...values,
    },
  }
  await send<UserRecord>(page, '/api/users', { body })
  const [user] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId })
  return user!
}

const patronBox = () => page.getByLabel('Scan a card, or type an identifier or a name')
const lendBox = () => page.getByLabel('Scan an item to lend')
const returnBox = () => page.getByLabel('Scan an item to take it back, whoever has it')
const rowOf = (barcode: string) => page.getByRole('row').filter({ hasText: barcode })
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name })

/** Stands at a desk, as somebody who chose it before. */
async function atDesk(): Promise<void> {
  await page.goto('/desk')
  await page.evaluate(`localStorage.setItem('carrel.desk', '"MAIN_CIRC"')`)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Currently at' })).toHaveValue('Main Circulation Desk')
}

test('the desk is chosen first, and stays chosen', async () => {
  await page.goto('/desk')
  await expect(page.getByText('Choose the desk at which you work first.')).toBeVisible()
  await expectFocus(page, patronBox())
  await expectAccessibleInBoth(page)
  await pickOption(page, 'Currently at', /Main Circulation Desk/)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Currently at' })).toHaveValue('Main Circulation Desk')
  await expect(page.getByText('Choose the desk at which you work first.')).toHaveCount(0)
})

test('a scanner and a keyboard are enough to lend, be refused, override, and go on with the next patron', async () => {
  const user = await patron()
  await atDesk()
  await expectFocus(page, patronBox())
  await page.keyboard.type(user.primaryId)
  await page.keyboard.press('Enter')
  await expectFocus(page, lendBox())
  await expect(page.getByRole('heading', { name: user.name, level: 2 })).toBeVisible()

  await page.keyboard.type('NLU-2')
  await page.keyboard.press('Enter')
  await expect(rowOf('NLU-2')).toContainText('On loan')
  await expectFocus(page, lendBox())
  await expect(lendBox()).toHaveValue('')

  await page.keyboard.type('NLU-1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'This loan is refused' })).toContainText('not for loan')
  await expectFocus(page, inDialog('Leave it'))
  await expectAccessible(page)
  await tabTo(page, inDialog('Do it all the same'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(rowOf('NLU-1')).toContainText('On loan')
  await expectAccessibleInBoth(page)

  for (const barcode of ['NLU-1', 'NLU-2']) {
    await typeInto(page, returnBox(), barcode)
    await page.keyboard.press('Enter')
    await expect(rowOf(barcode)).toHaveCount(0)
  }
  await tabTo(page, lendBox(), 'Shift+Tab')
  await page.keyboard.press('Escape')
  await expectFocus(page, patronBox())
})

test('what keeps somebody from borrowing is said with every reason, and cannot be overridden when nobody may', async () => {
  const user = await patron({
    'block/b1': { block_description: '02-GLOBAL', status: 'ACTIVE', note: 'Ask the director' },
    'note/n1': { note_type: 'CIRCULATION', text: 'Returns in the other building', popup: true },
  })
  await atDesk()
  await page.goto(`/desk?patron=${user.userId}`)
  await expect(page.getByRole('dialog')).toContainText('Returns in the other building')
  await expectFocus(page, inDialog('Read'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await lendBox().fill('NLU-3')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'This loan is refused' })
  await expect(dialog).toContainText('Privileges suspended')
  await expect(dialog).toContainText('Ask the director')
  await expect(inDialog('Do it all the same')).toHaveAttribute('aria-disabled', 'true')
  await inDialog('Leave it').click()
  await expectFocus(page, lendBox())
  await expect(page.getByText('No loans')).toBeVisible()
})

test('a scanner is faster than answers: nothing that was scanned is lost, nor why one was not lent', async () => {
  const user = await patron()
  await atDesk()
  await page.goto(`/desk?patron=${user.userId}`)
  const scanned = ['NLU-3', 'NO-SUCH', 'NLU-2']
  for (const barcode of scanned) {
    await lendBox().pressSequentially(barcode)
    await page.keyboard.press('Enter')
  }
  for (const barcode of ['NLU-3', 'NLU-2']) await expect(rowOf(barcode)).toContainText('On loan')
  const failure = page.getByRole('alert').filter({ hasText: 'NO-SUCH' })
  await expectAccessibleInBoth(page)
  await failure.getByRole('button', { name: 'Close' }).click()
  await expect(failure).toHaveCount(0)
  await expectFocus(page, lendBox())
  await page.keyboard.press('Escape')
  for (const barcode of ['NLU-3', 'NLU-2']) {
    await returnBox().fill(barcode)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText(/taken back/)).toHaveCount(2)
})

test('a request is placed, kept on the hold shelf when the item comes back, and cancelled', async () => {
  const [reader, waiting] = [await patron(), await patron()]
  await atDesk()
  await page.goto(`/desk?patron=${reader.userId}`)
  await lendBox().fill('NLU-4')
  await page.keyboard.press('Enter')
  await expect(rowOf('NLU-4')).toBeVisible()

  await page.goto(`/desk?patron=${waiting.userId}&tab=requests`)
  await page.getByLabel('Barcode of the item that is wanted').fill('NLU-4')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: 'Deep Snow' })).toContainText('Waiting')
  await expectAccessibleInBoth(page)

  await page.goto('/desk')
  await returnBox().fill('NLU-4')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${waiting.name} (${waiting.primaryId}) waits for Deep Snow`)).toBeVisible()
  await page.getByRole('button', { name: 'Put on hold shelf' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'On the hold shelf until' })).toBeVisible()

  await page.goto(`/desk?patron=${waiting.userId}&tab=requests`)
  const row = page.getByRole('row').filter({ hasText: 'Deep Snow' })
  await expect(row).toContainText('On hold shelf')
  await row.getByRole('button', { name: /Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Cancel request' }).click()
  await expectAccessible(page)
  await inDialog('Cancel request').click()
  await expect(page.getByText('No requests')).toBeVisible()
})

test('a proxy borrows for the sponsor, and a fulfillment proxy always does', async () => {
  const proxies = await usersWhere(page, { some: 'proxy' })
  const records = await Promise.all(proxies.map(one => recordOf(page, one.userId)))
  const isFull = (record: UserRecord) =>
    record.segments['proxy']!.some(one => one.values['fulfillment'] === true)
  expect(records.map(isFull).toSorted()).toEqual([false, true])
  await atDesk()

  const ordinary = records.find(one => !isFull(one))!
  await page.goto(`/desk?patron=${ordinary.userId}`)
  await page.getByRole('link', { name: /^Borrow for / }).click()
  await expect(page.getByText(`${ordinary.name}`)).toBeVisible()
  await lendBox().fill('NLU-5')
  await page.keyboard.press('Enter')
  await expect(rowOf('NLU-5')).toContainText(ordinary.name)

  const shared = records.find(isFull)!
  await page.goto(`/desk?patron=${shared.userId}`)
  await expect(page.getByText(/^Fulfillment proxy: all loans and requests belong to/)).toBeVisible()
  await lendBox().fill('NLU-6')
  await page.keyboard.press('Enter')
  await expect(rowOf('NLU-6')).toContainText(shared.name)
  await page.goto(`/users/${shared.userId}/proxies`)
  await page
    .getByRole('row')
    .getByRole('button', { name: /Actions for/ })
    .click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  for (const barcode of ['NLU-5', 'NLU-6']) {
    await page.goto('/desk')
    await returnBox().fill(barcode)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/taken back/).first()).toBeVisible()
  }
})

test('from the record one only looks, and goes back there', async () => {
  const user = await patron()
  await page.goto(`/users/${user.userId}/general`)
  await page.getByRole('button', { name: 'Actions for this record', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Manage fulfillment activities' }).click()
  await expect(page.getByRole('heading', { name: user.name, level: 2 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lend', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(page.getByText('From the record you only look.', { exact: false }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Back to the record' }).click()
  await expect(page).toHaveURL(new RegExp(`/users/${user.userId}/general`))
})

test('only patrons have activities at the desk: the menu says so', async () => {
  const values = { primary_id: fresh('vendor').replace(' ', '-'), first_name: 'Vera', last_name: 'Vendor' }
  const body = {
    recordType: 'CONTACT',
    values: { ...values, 'phone/a': { number: '555 0100', types: ['office'], preferred: true } },
  }
  const { userId } = await send<{ userId: number }>(page, '/api/users', { body })
  await page.goto(`/users/${userId}/general`)
  await page.getByRole('button', { name: 'Actions for this record', exact: true }).click()
  const entry = page.getByRole('menuitem', { name: 'Manage fulfillment activities' })
  await expect(entry).toHaveAttribute('aria-disabled', 'true')
  await expect(entry).toHaveAttribute('aria-description', /Patron role/)
  await page.keyboard.press('Escape')
})

test('who may only look sees the desk, and why nothing can be done there', async ({ browser }) => {
  const user = await patron()
  const other = await browser.newPage()
  await signIn(other, 'lsorensen')
  await other.goto(`/desk?patron=${user.userId}`)
  await expect(other.getByRole('button', { name: 'Lend', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(other.getByText(/Your roles do not allow this/).first()).toBeVisible()
  await other.close()
})

test('the desk fits a narrow screen and reads from right to left', async () => {
  const [user] = await usersWhere(page, { field: 'active_loans', op: 'gt', value: 2 })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/desk?patron=${user!.userId}`)
  await expect(lendBox()).toBeVisible()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
})
