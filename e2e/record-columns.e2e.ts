import { expect, type Page, test } from '@playwright/test'
import type { UserRecord } from '../contract/users.ts'
import { fresh, recordOf, send } from './api.ts'
import { signIn } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

const barcode = fresh('Fed').replace(' ', '')

test('a contact form says for whom it is, and Cancel leaves without adding anybody', async () => {
  await page.goto('/users/new?recordType=CONTACT')
  await expect(page.getByText(/reserved for the contacts of vendors/)).toBeVisible()
  await on.box('First name').fill('Nobody')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await on.button('Leave without saving').click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
})

test('a PIN and a primary identifier can be made by a button', async () => {
  await page.goto('/users/new?recordType=PUBLIC')
  await on.button('Generate').first().click()
  await expect(on.box('Primary identifier')).toHaveValue(/^U\d{6,}$/)
  await on.button('Generate').nth(1).click()
  await expect(on.box('PIN')).toHaveValue(/^\d{4}$/)
})

/** An external element of every kind that feeds bring, with the table in which it stands and what names it there. */
const fed = [
  ['contact', 'Addresses', 'Fed 1', { 'address/x': { line1: 'Fed 1', types: ['home'] } }],
  ['contact', 'Phone numbers', '555-0100', {}],
  [
    'contact',
    'E-mail addresses',
    'fed@example.edu',
    { 'email/x': { address: 'fed@example.edu', types: ['work'] } },
  ],
  ['identifiers', 'Identifiers', barcode, { 'identifier/x': { id_type: 'BARCODE', value: barcode } }],
  ['notes', 'Notes', 'Fed note', { 'note/x': { note_type: 'LIBRARY', text: 'Fed note' } }],
  [
    'blocks',
    'Blocks',
    'Card reported lost',
    { 'block/x': { block_description: '01-LOST', status: 'ACTIVE' } },
  ],
  ['statistics', 'Statistical categories', 'College of Science', { 'statistic/x': { category: 'SCIENCE' } }],
] as const

test('columns of elements: who made them and when, a mark for external ones, more for those who ask', async () => {
  const userId = await on.newExternal()
  const elements = fed.flatMap(([, , , element]) =>
    Object.entries(element).map(([path, values]) => [path, { ...values, external: true }]),
  )
  const { revision } = await recordOf(page, userId)
  const body = { revision, values: Object.fromEntries(elements) }
  await send(page, `/api/users/${userId}`, { method: 'PATCH', body })
  for (const [tab, region, text] of fed) {
    await on.openTab(userId, tab)
    const table = page.getByRole('region', { name: region, exact: true })
    for (const column of ['External', 'Created by', 'Created'])
      await expect(table.getByRole('columnheader', { name: column, exact: true })).toBeVisible()
    const row = table.getByRole('row').filter({ hasText: text })
    await expect(row).toContainText('External')
    await expect(row).toContainText('María Reyes')
    await expect(row).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d/)
  }
  await on.openTab(userId, 'contact')
  for (const region of ['Addresses', 'Phone numbers', 'E-mail addresses'])
    await expect(
      page.getByRole('region', { name: region, exact: true }).getByRole('columnheader', { name: 'Types' }),
    ).toBeVisible()
  await expect(on.rowOf('test@example.edu')).not.toContainText('External')

  await on.openTab(userId, 'blocks')
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0)
})

test('the tabs of a record are those of the seed, as far as its record type has them', async () => {
  const tabs = page.getByRole('navigation', { name: 'Sections of the record' }).getByRole('link')
  await on.openTab(await on.newPerson(), 'general')
  await expect(tabs).toHaveText([
    ...[/^General/, /^Contact/, /^Identifiers/, /^Notes/, /^Blocks/, /^Fines/, /^Statistics/],
    ...[/^Attachments/, /^Proxy for/, /^Roles/, /^History/, /^Courses/],
  ])
  await on.openTab((await newContact()).userId, 'general')
  await expect(tabs).toHaveText([
    ...[/^General/, /^Contact/, /^Notes/, /^Statistics/, /^Attachments/, /^Proxy for/, /^Roles/],
    ...[/^History/, /^Courses/],
  ])
})

test('what names an element opens it for editing', async () => {
  const userId = await on.newPerson({ 'note/a': { note_type: 'LIBRARY', text: 'Click me' } })
  await on.openTab(userId, 'notes')
  await on.button('Click me').click()
  await expect(on.box('Note', on.dialog())).toHaveValue('Click me')
})

test('the list opens a record by its name; its columns depend on the tab', async () => {
  await page.goto('/users')
  const head = (name: string) => page.getByRole('columnheader', { name, exact: true })
  await expect(head('Record type')).toBeVisible()
  await expect(head('User group')).toBeVisible()
  await page.goto('/users?tab=STAFF')
  await expect(head('User group')).toBeVisible()
  await expect(head('Record type')).toHaveCount(0)
  const name = await page.getByRole('row').nth(1).getByRole('link').first().innerText()
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const vendor = await newContact()
  await page.goto('/users?tab=CONTACT')
  await expect(page.getByRole('row', { name: new RegExp(vendor.name) })).toBeVisible()
  for (const name of ['User group', 'Blocks', 'Record type']) await expect(head(name)).toHaveCount(0)
})

/** The demo has no contacts of its own. */
function newContact(): Promise<UserRecord> {
  const values = {
    primary_id: fresh('vendor').replace(' ', '-'),
    first_name: 'Vera',
    last_name: fresh('Vendor'),
    'phone/a': { number: '555 0100', types: ['office'], preferred: true },
  }
  return send<UserRecord>(page, '/api/users', { body: { recordType: 'CONTACT', values } })
}
