import { expect, type Page, test } from '@playwright/test'
import type { Configuration } from '../contract/configuration.ts'
import { type Fee, feeTables } from '../contract/fees.ts'
import type { Session } from '../contract/session.ts'
import { fresh, read, recordOf, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { enter, expectFocus, pickFromMenu, tabTo, typeInto } from './keyboard.ts'
import { choose, signIn } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

const patron = () => on.newPerson({ 'role/p': { role_type: '200' } })
const balance = (name: string) =>
  page.locator('dl div').filter({ has: page.getByText(name, { exact: true }) })
const expectBalance = (name: string, amount: string) => expect(balance(name)).toContainText(amount)
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

/** Where the page behind the dialog has a select of the same name. */
async function chooseInDialog(label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

function addFee(userId: number, body: object): Promise<Fee> {
  return send<Fee>(page, `/api/users/${userId}/fees`, { body: { type: 'OTHER', ...body } })
}

async function act(fee: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${fee}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('fees are added one after another, with VAT, and a credit lowers the balance', async () => {
  const userId = await patron()
  await on.openTab(userId, 'fees')
  await expect(page.getByText('No such fines or fees')).toBeVisible()
  await expectBalance('Active balance', '$0.00')
  await on.button('Add fine or fee').click()
  const dialog = page.getByRole('dialog', { name: 'Add fine or fee' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)

  await choose(page, 'Fine/fee type', 'Document delivery')
  await on.box('Amount (USD)').fill('8,00')
  await expect(dialog).toContainText('$8.60 will be owed, with $0.60 VAT in it.')
  await inDialog('Add').click()
  await expect(page.getByText('Fee added')).toBeVisible()
  await expect(on.box('Amount (USD)')).toHaveValue('')

  await choose(page, 'Fine/fee type', 'Credit')
  await on.box('Amount (USD)').fill('2.60')
  await inDialog('Add and close').click()
  await expect(dialog.getByText('This entry is needed.')).toBeVisible()
  await on.box('Comment').fill('Paid twice')
  await expect(dialog).toContainText('The active balance goes from $8.60 to $6.00.')
  await inDialog('Add and close').click()
  await expect(dialog).toHaveCount(0)
  await expect(on.rowOf('Credit')).toContainText('-$2.60')
  await expectBalance('Active balance', '$6.00')
  // the header follows
  await expect(page.locator('header dl').getByText('$6.00')).toBeVisible()
})

test('a fee of a library is added at one of its desks only', async () => {
  await on.openTab(await patron(), 'fees')
  await on.button('Add fine or fee').click()
  await choose(page, 'Fine/fee type', 'Damaged item fine')
  await chooseInDialog('Fee owner', 'Science & Engineering Library')
  await on.box('Amount (USD)').fill('5')
  await inDialog('Add and close').click()
  await expect(page.getByText('You must be at a circulation desk for this.')).toBeVisible()
  await chooseInDialog('Currently at', 'Main Circulation Desk')
  await inDialog('Add and close').click()
  await expect(page.getByText('a circulation desk of the library that owns the fee')).toBeVisible()
  await chooseInDialog('Currently at', 'Science Service Point')
  await inDialog('Add and close').click()
  await expect(on.rowOf('Damaged item fine')).toContainText('Science & Engineering Library')
  await page.getByRole('button', { name: /show transactions/ }).click()
  await expect(page.getByRole('dialog').getByRole('row').nth(1)).toContainText('Science Service Point')
  await page.keyboard.press('Escape')
  await page.evaluate('localStorage.clear()')
})

test('a fee is paid in part, waived for the rest, and its transactions say so', async () => {
  const userId = await patron()
  await addFee(userId, { amount: '10' })
  await on.openTab(userId, 'fees')
  await act('Other, $10.00', 'Pay…')
  await expect(on.box('Amount (USD)')).toHaveValue('10.00')
  await on.box('Amount (USD)').fill('12')
  await inDialog('Confirm payment').click()
  await expect(page.getByText('At most 10.00 is allowed.')).toBeVisible()
  await on.box('Amount (USD)').fill('4')
  await expect(page.getByRole('dialog')).toContainText('$4.00 are paid; $6.00 are still owed of this fee.')
  await inDialog('Confirm payment').click()
  await expectBalance('Active balance', '$6.00')

  await act('Other, $10.00', 'Waive…')
  await inDialog('Confirm waiver').click()
  await expect(page.getByText('This entry is needed.')).toBeVisible()
  await choose(page, 'Waiving reason', 'Goodwill')
  await on.box('Comment').fill('First time')
  await expectAccessible(page)
  await inDialog('Confirm waiver').click()
  await expectBalance('Active balance', '$0.00')
  await expect(page.getByText('No such fines or fees')).toBeVisible()

  await choose(page, 'Status', 'Waived')
  await expect(page).toHaveURL(/status=WAIVED/)
  await page.getByRole('button', { name: 'Balance $0.00: show transactions' }).click()
  const rows = page.getByRole('dialog', { name: 'Transactions' }).getByRole('row')
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toContainText('Added')
  await expect(rows.nth(2)).toContainText('Cash')
  await expect(rows.nth(3)).toContainText('Goodwill')
  await expect(rows.nth(3)).toContainText('Not at desk')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for Other, $10.00' }).click()
  const restore = page.getByRole('menuitem', { name: 'Restore…' })
  await expect(restore).toHaveAccessibleDescription('It is not in dispute.')
  await page.keyboard.press('Escape')
})

test('a disputed fee is not owed until it is restored', async () => {
  const userId = await patron()
  await addFee(userId, { amount: '7' })
  await on.openTab(userId, 'fees')
  await act('Other, $7.00', 'Dispute…')
  await expect(page.getByRole('dialog')).toContainText('$7.00 are not owed until the dispute is ended.')
  await on.box('Comment').fill('Was returned')
  await inDialog('Confirm dispute').click()
  await expectBalance('Active balance', '$0.00')
  await expectBalance('Disputed balance', '$7.00')
  await expectBalance('Currently filtered disputed balance', '$0.00')
  await choose(page, 'Status', 'All statuses')
  await expectBalance('Currently filtered disputed balance', '$7.00')
  await act('Other, $7.00', 'Restore…')
  await inDialog('Confirm restore').click()
  await expectBalance('Active balance', '$7.00')
  expect(Number((await recordOf(page, userId)).summary.balance)).toBe(7)
})

test('everything is paid at once, credits included', async () => {
  const userId = await patron()
  await addFee(userId, { amount: '10' })
  await addFee(userId, { type: 'CREDIT', amount: '4', comment: 'x' })
  await on.openTab(userId, 'fees')
  await on.button('Pay…').click()
  await expect(page.getByRole('dialog')).toContainText(
    '$6.00 are paid, and all active fees and credits are closed.',
  )
  await inDialog('Confirm payment').click()
  await expectBalance('Active balance', '$0.00')
  await choose(page, 'Status', 'Closed')
  await expect(page.getByRole('button', { name: 'Balance $0.00: show transactions' })).toHaveCount(2)
})

test('chosen fees are waived over all pages, as many as the setting allows', async () => {
  const userId = await patron()
  for (let count = 0; count < 55; count += 1) await addFee(userId, { amount: '1' })
  await addFee(userId, { type: 'DOCUMENTDELIVERYSERVICE', amount: '1' })
  await on.openTab(userId, 'fees')
  await page.getByRole('checkbox', { name: 'Select all shown rows' }).check()
  await expect(page.getByText('50 selected')).toBeVisible()
  await on.button('Select all 56').click()
  await expect(page.getByText('56 selected')).toBeVisible()
  await on.button('Waive selected…').click()
  const dialog = page.getByRole('dialog', { name: 'Waive the selected fines and fees' })
  await expect(dialog).toContainText('55 fees are waived for good: $55.00.')
  await expect(dialog).toContainText('1 of the selected cannot be waived and stays.')
  await choose(page, 'Waiving reason', 'Goodwill')
  await inDialog('Waive 55 fees').click()
  await expect(page.getByText('55 fees waived')).toBeVisible()
  await expectBalance('Active balance', '$1.08')
})

test('a transferred fee is the bursar’s; optional columns show VAT, number and reasons', async () => {
  const userId = await patron()
  await addFee(userId, { type: 'DOCUMENTDELIVERYSERVICE', amount: '100' })
  await on.openTab(userId, 'fees')
  await act('Document delivery, $107.50', 'Mark as transferred…')
  await on.box('Bursar transaction ID').fill('BUR-77')
  await inDialog('Confirm transfer').click()
  await expectBalance('Transferred balance', '$107.50')
  await choose(page, 'Status', 'Transferred')
  await expect(page.getByRole('columnheader', { name: 'Original VAT' })).toHaveCount(0)
  await showColumns(optional)
  await expect(on.rowOf('BUR-77').getByText('$7.50')).toHaveCount(2)
})

const optional = ['Original VAT', 'Remaining VAT', 'Bursar transaction ID', 'Waive reasons']

test('every column of the table says its own part of every fee', async () => {
  const partlyPaid = await patron()
  const { feeId } = await addFee(partlyPaid, { type: 'DOCUMENTDELIVERYSERVICE', amount: '100' })
  await send(page, `/api/users/${partlyPaid}/fees/${feeId}/pay`, { body: { amount: '43', method: 'CASH' } })
  const words = await feeWords()
  for (const userId of [partlyPaid, await withEveryKind()]) {
    await page.goto(`/users/${userId}/fees?status=ALL`)
    await showColumns(optional)
    const { items } = await read<{ items: Fee[] }>(page, `/api/users/${userId}/fees?status=ALL`)
    const rows = page.getByRole('region', { name: 'Fines and fees', exact: true }).getByRole('row')
    await expect(rows).toHaveCount(items.length + 1)
    for (const [index, fee] of items.entries()) {
      const cells = await rows
        .nth(index + 1)
        .locator('th, td')
        .allInnerTexts()
      // Between the check box and the menu.
      expect(cells.slice(1, -1).map(text => text.trim())).toEqual(words(fee))
    }
  }
})

/** Columns stay chosen from one test to the next. */
async function showColumns(names: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check()
  await page.keyboard.press('Escape')
}

/** A fee as its row says it, in the order of the columns. */
async function feeWords(): Promise<(fee: Fee) => string[]> {
  const { codeTables } = await read<Configuration>(page, '/api/configuration')
  const { institution } = await read<Session>(page, '/api/session')
  const label = (table: string, code: string) => codeTables[table]!.find(one => one.code === code)!.label
  const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: institution.timeZone, dateStyle: 'short' })
  const day = (iso: string) => zone.format(new Date(iso))
  const money = (amount: string) =>
    Number(amount).toLocaleString('en', { style: 'currency', currency: 'USD' })
  return fee => [
    day(fee.createdAt),
    label(feeTables.type, fee.type),
    label(feeTables.status, fee.status),
    day(fee.statusAt),
    fee.comment ?? '',
    fee.owner === undefined ? institution.name : label('Libraries', fee.owner),
    fee.title ?? '',
    fee.itemBarcode ?? '',
    ...[fee.originalAmount, fee.balance, fee.originalVat, fee.vatBalance].map(money),
    fee.bursarTransactionId ?? '',
    fee.waiveReasons.map(reason => label(feeTables.reason, reason)).join(', '),
  ]
}

test('a fee is linked to an item, and leads to the loan', async () => {
  await on.openTab(await withEveryKind(), 'fees')
  await choose(page, 'Status', 'All statuses')
  const damaged = on.rowOf('Damaged item fine')
  await expect(damaged).toBeVisible()
  const name = 'Damaged item fine, $12.50'
  await act(name, 'Link to item…')
  const barcode = await on.box('Item barcode').inputValue()
  await on.box('Item barcode').fill('NO-SUCH-ITEM')
  await inDialog('Link to item').click()
  await expect(page.getByText('No item and no loan has this barcode.')).toBeVisible()
  await on.box('Item barcode').fill(barcode)
  await inDialog('Link to item').click()
  await expect(page.getByText(/^Linked to “/)).toBeVisible()
  await act(name, 'View loan')
  await expect(page.getByRole('dialog', { name: 'Loan' })).toContainText(barcode)
  await page.keyboard.press('Escape')
  await expectBalance('Accrued fines', '$')
})

/** Somebody of the demo whose fees show every way to stand. */
async function withEveryKind(): Promise<number> {
  const users = await usersWhere(page, { field: 'balance', op: 'gt', value: 0 }, 500)
  for (const { userId } of users) {
    const { items } = await read<{ items: Fee[] }>(page, `/api/users/${userId}/fees?status=EXPORTED`)
    if (items.length > 0) return userId
  }
  throw new Error('The demo has nobody with every kind of fee.')
}

test('the whole tab is accessible: light, dark, narrow, and in Arabic', async ({ browser }) => {
  const address = `/users/${await withEveryKind()}/fees?status=ALL`
  await page.goto(address)
  await expect(on.rowOf('Damaged item fine')).toBeVisible()
  await expectAccessibleInBoth(page)
  const arabic = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await signIn(arabic)
  await arabic.getByRole('button', { name: 'Display and language' }).click()
  await arabic.getByText('العربية').click()
  await expect(arabic.locator('html[dir="rtl"][lang="ar"]')).toBeVisible()
  await arabic.goto(address)
  await expect(arabic.getByText('الرصيد النشط')).toBeVisible()
  await expectAccessible(arabic)
  expect(await arabic.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  await arabic.getByRole('button', { name: 'إضافة غرامة أو رسم' }).click()
  await expect(arabic.getByRole('dialog')).toBeVisible()
  await expectAccessible(arabic)
  await arabic.close()
})

test('only patrons have the tab', async () => {
  const tab = page.getByRole('navigation', { name: 'Sections of the record' }).getByText('Fines/Fees')
  await on.openTab(await patron(), 'general')
  await expect(tab).toBeVisible()
  const values = {
    primary_id: fresh('vendor').replace(' ', '-'),
    first_name: 'Vera',
    last_name: 'Vendor',
    'phone/a': { number: '555 0100', types: ['office'], preferred: true },
  }
  const body = { recordType: 'CONTACT', values }
  await on.openTab((await send<{ userId: number }>(page, '/api/users', { body })).userId, 'fees')
  await expect(page.getByText('Fines and fees belong to users with the Patron role.')).toBeVisible()
  await expect(tab).toHaveCount(0)
})

test('by keyboard alone: add, pay, and back where one was', async () => {
  const userId = await patron()
  await addFee(userId, { amount: '9' })
  await on.openTab(userId, 'fees')
  const add = on.button('Add fine or fee')
  await enter(page, add)
  await expectFocus(page, page.getByRole('combobox', { name: 'Fine/fee type' }))
  await page.keyboard.press('Escape')
  await expectFocus(page, add)
  const menu = page.getByRole('button', { name: 'Actions for Other, $9.00' })
  await pickFromMenu(page, menu, 'Pay…')
  await expectFocus(page, on.box('Amount (USD)'))
  await typeInto(page, on.box('Amount (USD)'), '3')
  await page.keyboard.press('Enter')
  await expectBalance('Active balance', '$6.00')
  await tabTo(page, page.getByRole('button', { name: 'Balance $6.00: show transactions' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Transactions' })).toBeVisible()
})

test('who may only look sees fees and the reasons', async ({ browser }) => {
  const userId = await patron()
  await addFee(userId, { amount: '9' })
  const looker = await browser.newPage()
  await signIn(looker, 'lsorensen')
  await looker.goto(`/users/${userId}/fees`)
  await expect(looker.getByRole('button', { name: 'Add fine or fee' })).toHaveAccessibleDescription(
    /\(fees\.add\)/,
  )
  await looker.getByRole('button', { name: 'Actions for Other, $9.00' }).click()
  await expect(looker.getByRole('menuitem', { name: 'Waive…' })).toHaveAccessibleDescription(
    /\(fees\.waive\)/,
  )
  await looker.close()
})
