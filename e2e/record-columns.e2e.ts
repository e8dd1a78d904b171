import { expect, type Page, test } from '@playwright/test'
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

test('columns of elements: who made them and when, a mark for external ones, more for those who ask', async () => {
  const userId = await on.newExternal()
  await on.openTab(userId, 'contact')
  const phones = page.getByRole('region', { name: 'Phone numbers' })
  for (const column of ['Types', 'Preferred', 'External', 'Created by', 'Created'])
    await expect(phones.getByRole('columnheader', { name: column, exact: true })).toBeVisible()
  await expect(phones.getByRole('row', { name: /555-0100/ })).toContainText('External')
  const emails = page.getByRole('region', { name: 'E-mail addresses' })
  await expect(emails.getByRole('row').nth(1)).not.toContainText('External')

  await on.openTab(userId, 'blocks')
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0)
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
  await page.goto('/users?tab=CONTACT')
  await expect(head('User group')).toHaveCount(0)
})
