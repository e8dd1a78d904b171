import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { enter, expectFocus, pickOption, tabTo } from './keyboard.ts'
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

const operator = {
  role_type: '32',
  scope: 'MAIN',
  parameters: [{ type: 'CirculationDesk', value: 'MAIN_CIRC' }],
}
const byId = async (primaryId: string) =>
  (await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId }))[0]!.userId
const rolesOf = async (userId: number) =>
  (await recordOf(page, userId)).segments['role']!.map(role => role.values)
const roleRow = (name: string) => page.getByRole('row').filter({ hasText: name })

test('a role is added with library and desk, shown as incomplete without, switched off and on', async () => {
  const userId = await on.newPerson()
  await on.openTab(userId, 'roles')
  await on.button('Add role').click()
  await choose(page, 'Role', /^Circulation Desk Operator$/)
  await choose(page, 'Scope', 'Science & Engineering Library')
  await expectAccessibleInBoth(page)
  await on.button('Add and close').click()
  const row = roleRow('Circulation Desk Operator')
  await expect(row).toContainText('Incomplete')
  await expect(row).toContainText('circulation desk')

  await on.rowAction('Circulation Desk Operator', 'Edit')
  await page.getByRole('combobox', { name: 'Circulation desk' }).click()
  await expect(page.getByRole('listbox', { name: 'Circulation desk' }).getByRole('option')).toHaveCount(1)
  await page.getByRole('option', { name: 'Science Service Point' }).click()
  await page.keyboard.press('Escape')
  await on.box('Expires', on.dialog()).fill('2031-01-31')
  await on.button('Apply').click()
  await expect(row).toContainText('Active')
  await on.save()
  expect(await rolesOf(userId)).toContainEqual(
    expect.objectContaining({
      role_type: '32',
      scope: 'SCI',
      parameters: [{ type: 'CirculationDesk', value: 'SCI_CIRC' }],
      expiry_date: '2031-01-31',
    }),
  )
  await on.rowAction('Circulation Desk Operator', 'Deactivate')
  await expect(row).toContainText('Inactive')
  await on.rowAction('Circulation Desk Operator', 'Duplicate')
  await on.button('Add and close').click()
  await expect(row.filter({ hasText: 'Duplicate' })).toHaveCount(1)
  await expectAccessible(page)
})

test('selected roles go after a question, and the Patron role stays unless it is meant', async () => {
  const userId = await on.newPerson({
    'role/p': { role_type: '200' },
    'role/a': operator,
    'role/b': { role_type: '38' },
  })
  await on.openTab(userId, 'roles')
  await expect(on.button('Remove selected')).toHaveAttribute('aria-description', 'Nothing is selected')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await on.button('Remove selected').click()
  await expect(on.dialog().getByRole('listitem')).toHaveCount(2)
  await expect(on.dialog()).not.toContainText('Patron ·')
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: 'Keep the Patron role' }).uncheck()
  await expect(on.button('Remove 3 roles')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Keep the Patron role' }).check()
  await on.button('Remove 2 roles').click()
  await on.save()
  expect((await rolesOf(userId)).map(role => role['role_type'])).toEqual(['200'])
})

test('the roles of two users are compared, and what one lacks is copied', async () => {
  const [userId, colleague] = [await on.newPerson(), fresh('colleague').replace(' ', '-')]
  await on.newPerson({ primary_id: colleague, 'role/a': operator, 'role/b': { role_type: '38' } })
  await on.openTab(userId, 'roles')
  await on.button('Compare and copy…').click()
  await page.getByRole('combobox', { name: 'Compare with' }).fill(colleague)
  await page.getByRole('option', { name: colleague }).click()
  await expect(on.dialog().getByRole('checkbox')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: /Fulfillment Services Operator/ }).uncheck()
  await on.button('Copy 1 role').click()
  await on.save()
  expect(await rolesOf(userId)).toContainEqual(expect.objectContaining({ ...operator, status: 'ACTIVE' }))
  expect(await rolesOf(userId)).toHaveLength(2)
})

test('a user manager sees which roles are not theirs to give, and why a row cannot be changed', async ({
  browser,
}) => {
  const administrator = await byId('mreyes')
  const other = await browser.newPage()
  await signIn(other, 'tokafor')
  const manager = onRecords(other)
  await manager.openTab(administrator, 'roles')
  await manager.rowOf('User Administrator').getByRole('button').last().click()
  const remove = other.getByRole('menuitem', { name: 'Delete' })
  await expect(remove).toHaveAttribute('aria-description', /do not let you give, change or remove/)
  await other.keyboard.press('Escape')
  await manager.button('Add role').click()
  await other.getByRole('combobox', { name: 'Role' }).fill('User')
  const option = other.getByRole('option', { name: /User Administrator/ })
  await expect(option).toContainText('not yours to give')
  await expect(option).toHaveAttribute('data-combobox-disabled', 'true')
  await other.close()
})

test('a student assistant finds the records of those who run the library closed, with the reason', async ({
  browser,
}) => {
  const manager = await byId('tokafor')
  const other = await browser.newPage()
  await signIn(other, 'studentone')
  const student = onRecords(other)
  await student.openTab(manager, 'notes')
  await expect(other.getByText('Restricted', { exact: true })).toBeVisible()
  await expect(student.button('Add note')).toHaveAttribute(
    'aria-description',
    /You may not edit restricted users/,
  )
  await other.getByRole('button', { name: 'Actions for this record' }).click()
  const message = other.getByRole('menuitem', { name: /Send message/ })
  await expect(message).toHaveAttribute('aria-description', /You may not edit restricted users/)
  await expectAccessible(other)
  await other.close()
})

test('by keyboard alone: a role is added, and selected roles are removed', async () => {
  const userId = await on.newPerson({ 'role/p': { role_type: '200' }, 'role/b': { role_type: '38' } })
  await on.openTab(userId, 'roles')
  await enter(page, on.button('Add role'))
  await pickOption(page, 'Role', /^Cataloger$/)
  await enter(page, on.button('Add and close'))
  await expectFocus(page, on.button('Add role'))
  await tabTo(page, page.getByRole('checkbox', { name: /Fulfillment Services Operator/ }))
  await page.keyboard.press('Space')
  await enter(page, on.button('Remove selected'), 'Shift+Tab')
  await enter(page, on.button('Remove 1 role'))
  await page.keyboard.press('ControlOrMeta+S')
  await expect(page.getByText('Changes saved')).toBeVisible()
  expect((await rolesOf(userId)).map(role => role['role_type']).toSorted()).toEqual(['200', '204'])
})

test('roles read well from right to left and on a narrow screen', async ({ browser }) => {
  const userId = await byId('test_circ')
  // The session, but not the language that the browser remembers.
  const storageState = { cookies: await page.context().cookies(), origins: [] }
  const narrow = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'ar', storageState })
  await narrow.goto(`/users/${userId}/roles`)
  await expect(narrow.getByRole('button', { name: 'إضافة دور' })).toBeVisible()
  await expect(narrow.locator('html')).toHaveAttribute('dir', 'rtl')
  await expectAccessibleInBoth(narrow)
  await narrow.close()
})

test('settings of restricted users and of histories are on the settings page', async () => {
  await page.goto('/configuration/users')
  await expect(page.getByRole('heading', { name: 'Roles', exact: true })).toBeVisible()
  await expect(page.getByLabel('Restricted user groups').first()).toBeVisible()
  await expect(page.getByLabel('Roles that do not see histories').first()).toBeVisible()
  await send(page, '/api/settings', { method: 'PATCH', body: { values: { rolesWithoutHistory: ['38'] } } })
  await expectAccessible(page)
  await send(page, '/api/settings', { method: 'PATCH', body: { values: { rolesWithoutHistory: null } } })
})
