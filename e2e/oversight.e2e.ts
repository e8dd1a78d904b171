import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { password, signIn } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

const settings = (values: object) => send(page, '/api/settings', { method: 'PATCH', body: { values } })

test('who opened a record is told to administrators, by a dialog of the record', async () => {
  await settings({ readLogEnabled: true })
  const userId = await on.newPerson()
  await page.goto('/users')
  await on.openTab(userId, 'general')
  await on.button('About this record').click()
  await on.button('Who opened this record').click()
  await expect(on.dialog().getByRole('row', { name: /María Reyes/ })).toHaveCount(1)
  await expectAccessibleInBoth(page)
  await page.keyboard.press('Escape')
  await expect(on.dialog()).toHaveCount(0)
  await settings({ readLogEnabled: null })
})

test('who changed a setting is listed, from what to what; a test message says why it is not sent', async () => {
  await settings({ lockMinutes: 45 })
  await page.goto('/configuration/users')
  await on.button('Send me a test message').click()
  await expect(page.getByText(/There is no mail server|was not taken/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'History of settings' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Minutes until it unlocks' }).first()
  await expect(row).toContainText('Default')
  await expect(row).toContainText('45')
  await expectAccessibleInBoth(page)
  await settings({ lockMinutes: null })
})

test('patrons find their own details, and change where letters go, by keyboard', async ({ browser }) => {
  const primaryId = fresh('patron').replace(' ', '-')
  const userId = await on.newPerson({
    primary_id: primaryId,
    'note/a': { note_type: 'LIBRARY', text: 'Locker 114', user_viewable: true },
  })
  await send(page, `/api/users/${userId}/password`, {
    method: 'PUT',
    body: { password: `${password} of a patron` },
  })
  const own = await (await browser.newContext()).newPage()
  await own.goto('/sign-in')
  await own.getByLabel('Primary identifier').fill(primaryId)
  await own.getByLabel('Password', { exact: true }).fill(`${password} of a patron`)
  await own.keyboard.press('Enter')
  await expect(own.getByRole('heading', { name: 'My details' })).toBeVisible()
  await expect(own.getByText('Locker 114')).toBeVisible()
  await expectAccessibleInBoth(own)
  await own.getByRole('button', { name: 'Change e-mail address' }).focus()
  await own.keyboard.press('Enter')
  await own.keyboard.press('ControlOrMeta+a')
  await own.keyboard.type('nonsense')
  await own.keyboard.press('Enter')
  await expect(own.getByRole('textbox', { name: 'E-mail address' })).toHaveAttribute('aria-invalid', 'true')
  await own.keyboard.press('ControlOrMeta+a')
  await own.keyboard.type('moved@example.edu')
  await own.keyboard.press('Enter')
  await expect(own.getByText('moved@example.edu')).toBeVisible()
  await expect(own.getByRole('button', { name: 'Change e-mail address' })).toBeFocused()
  const { segments } = await recordOf(page, userId)
  expect(segments['email']).toMatchObject([{ values: { address: 'moved@example.edu', preferred: true } }])
  await own.goto('/users')
  await expect(own.getByRole('heading', { name: 'My details' })).toBeVisible()
  await own.context().close()
})
