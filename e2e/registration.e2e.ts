import { expect, type Page, test } from '@playwright/test'
import type { UserRecord } from '../contract/users.ts'
import { fresh, read, recordOf, send, usersWhere } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { enter, pickOption, tabTo, typeInto } from './keyboard.ts'
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

const settings = (values: object) => send(page, '/api/settings', { method: 'PATCH', body: { values } })
const rolesOf = ({ segments }: UserRecord) => segments['role']!.map(role => role.values['role_type']).sort()
const byId = async (primaryId: string) => {
  const [user] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId })
  return recordOf(page, user!.userId)
}
const freshId = (name: string) => fresh(name).replace(' ', '-')

test('a rule gives its profile to new users, and an edited profile reaches them by a job', async () => {
  const name = fresh('Viewers')
  await page.goto('/configuration/registration/profiles')
  await on.button('Add role profile').click()
  await on.box('Code').fill(name.replace(' ', '-'))
  await on.box('Name').fill(name)
  await on.button('Add a role').click()
  await choose(page, 'Role', 'Fulfillment Services Operator')
  await page.getByRole('textbox', { name: 'Ends after days' }).fill('30')
  await expectAccessibleInBoth(page)
  await on.button('Save').click()
  await expect(on.rowOf(name)).toContainText('Fulfillment Services Operator (Institution, for 30 days)')

  await page.getByRole('link', { name: 'Role assignment rules' }).click()
  await on.button('Add rule').click()
  await on.box('Name').fill(name)
  await page.getByRole('combobox', { name: 'Job categories' }).click()
  await page.getByRole('option', { name: 'Reference librarian' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Role profiles' }).click()
  await page.getByRole('option', { name }).click()
  await page.keyboard.press('Escape')
  await expectAccessibleInBoth(page)
  await on.button('Save').click()
  await expect(on.rowOf(name)).toContainText('Job categories: Reference librarian')
  await on.rowAction(name, 'Move up')
  await expect(page.getByRole('row').filter({ hasText: 'Default' })).toHaveCount(1)
  await expectAccessibleInBoth(page)

  const userId = await on.newPerson({ job_category: 'REFERENCE' })
  expect(rolesOf(await recordOf(page, userId))).toEqual(['38'])

  await page.getByRole('link', { name: 'Role profiles' }).click()
  await on.rowAction(name, 'Edit')
  await on.button('Add a role').click()
  await page.getByRole('group', { name: 'Role 2' }).getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Patron', exact: true }).click()
  await on.button('Save').click()
  await on.button('Plan the changes').click()
  await waitForPlan(page)
  expect(await confirmPlan(page)).toBe(1)
  expect(rolesOf(await recordOf(page, userId))).toEqual(['200', '38'])

  await page.goto('/configuration/registration/profiles')
  await on.rowAction(name, 'Delete')
  await on.dialog().getByRole('button', { name: 'Delete' }).click()
  await expect(on.dialog()).toContainText(`The rule ${name} chooses it.`)
  await expect(on.dialog()).toContainText('1 user has roles by it.')
})

test('terms of use and the rule that chooses them are kept, and say how long', async () => {
  await page.goto('/configuration/registration/terms')
  const name = fresh('Summer')
  await on.button('Add terms of use').click()
  await on.box('Code').fill(name.replace(' ', '-'))
  await on.box('Name').fill(name)
  await expectAccessibleInBoth(page)
  await on.button('Save').click()
  await expect(on.rowOf(name)).toContainText('12 months')
  await on.rowAction(name, 'Duplicate')
  await on.box('Code').fill(name.replace(' ', '-'))
  await on.button('Save').click()
  await expect(on.dialog()).toContainText('This code is already in use.')
  await on.button('Cancel').click()
  await on.rowAction(name, 'Delete')
  await on.dialog().getByRole('button', { name: 'Delete' }).click()
  await expect(on.rowOf(name)).toHaveCount(0)
})

test('the desk registers a patron by keyboard: identifier given, dates of the terms shown and changed', async ({
  browser,
}) => {
  const desk = await browser.newPage()
  await signIn(desk, 'ktanaka')
  await expect(desk.getByRole('button', { name: 'Add user' })).toHaveAttribute('aria-disabled', 'true')
  await desk.goto('/users')
  await enter(desk, desk.getByRole('link', { name: 'Register new user' }))
  const box = (name: string) => desk.getByRole('textbox', { name, exact: true })
  await expect(box('Primary identifier')).toHaveValue(/^U\d{6,}$/)
  const primaryId = await box('Primary identifier').inputValue()
  const find = desk.getByRole('button', { name: 'Find user in other institution' })
  await expect(find).toHaveAccessibleDescription('No other institution shares its users with this one')
  await expectAccessibleInBoth(desk)
  await typeInto(desk, box('First name'), 'Maria')
  await typeInto(desk, box('Last name'), fresh('Sibylla'))
  await pickOption(desk, 'User group', /Courtesy borrower/)
  await expect(desk.getByText('Guests')).toBeVisible()
  await expect(box('Expiration date')).toHaveValue(/^\d{4}-\d{2}-\d{2}$/)
  const shown = await box('Expiration date').inputValue()
  await expect(box('The Patron role expires')).toHaveValue(shown)
  await tabTo(desk, box('The Patron role expires'), 'Shift+Tab')
  await desk.keyboard.press('ControlOrMeta+a')
  await desk.keyboard.type('2031-01-31')
  await typeInto(desk, box('E-mail address'), 'maria@example.edu')
  await desk.keyboard.press('Tab')
  await desk.keyboard.press('Tab')
  await expect(desk.getByRole('combobox', { name: 'Types' }).first()).toBeFocused()
  await desk.keyboard.press('Space')
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Escape')
  await enter(desk, desk.getByRole('button', { name: 'Save and continue' }))
  await expect(desk.getByRole('heading', { level: 1, name: /Maria/ })).toBeVisible()
  const { values, segments } = await byId(primaryId)
  expect(values).toMatchObject({ expiry_date: shown, account_type: 'INTERNAL' })
  expect(segments['role']).toMatchObject([{ values: { role_type: '200', expiry_date: '2031-01-31' } }])
  await desk.close()
})

async function fillNew(primaryId: string, path = '/users/new?recordType=PUBLIC'): Promise<void> {
  await page.goto(path)
  await on.box('Primary identifier').fill(primaryId)
  await on.box('First name').fill('Ada')
  await on.box('Last name').fill(fresh('Byron'))
  await choose(page, 'User group', /Faculty/)
  await on.box('E-mail address').fill('ada@example.edu')
  await page.getByRole('combobox', { name: 'Types' }).first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('option', { name: 'Personal' }).first().click()
  await page.keyboard.press('Escape')
}

test('a new user is added as fulfillment proxy of a patron', async () => {
  const sponsor = fresh('Sponsor')
  const sponsorId = await on.newPerson({ last_name: sponsor })
  const primaryId = freshId('proxy')
  await fillNew(primaryId)
  await page.getByLabel('Add as fulfillment proxy').check()
  await on.button('Save').click()
  const chooser = page.getByRole('combobox', { name: 'Acts for' })
  await expect(chooser).toHaveAccessibleDescription(/needed/)
  await chooser.fill(sponsor)
  await page.getByRole('option', { name: new RegExp(sponsor) }).click()
  await expectAccessibleInBoth(page)
  await on.button('Save').click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
  expect((await byId(primaryId)).segments['proxy']).toMatchObject([
    { values: { patron_id: sponsorId, fulfillment: true } },
  ])
})

test('a patron with an institutional record is registered as an external account', async () => {
  const primaryId = freshId('known')
  await fillNew(primaryId, '/users/register')
  await page.getByLabel('Patron has institutional record').check()
  await on.button('Save').click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
  expect((await byId(primaryId)).values).toMatchObject({ account_type: 'EXTERNAL', external_id: 'SIS_temp' })
})

test('roles are recalculated on request, from a record and from the list, by a plan', async () => {
  const name = freshId('Recount')
  const userId = await on.newPerson({ last_name: name })
  await on.openTab(userId, 'general')
  await on.button('Actions for this record').click()
  await page.getByRole('menuitem', { name: 'Recalculate roles…' }).click()
  await expectAccessibleInBoth(page)
  await on.button('Plan the changes').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles by the rules' })).toBeVisible()
  await page.goto(`/users?q=${name}`)
  await expect(page.getByRole('link', { name })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all shown rows' }).check()
  await on.button('Recalculate roles…').click()
  await on.button('Plan the changes').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Roles by the rules' })).toBeVisible()
})

test('from every tab of the list the form is of its record type, without a status', async () => {
  for (const [tab, type] of [
    ['STAFF', 'Staff'],
    ['PUBLIC', 'Public'],
    ['CONTACT', 'Contact'],
  ]) {
    await page.goto(`/users?tab=${tab}`)
    await page.getByRole('link', { name: 'Add user' }).click()
    await expect(page.getByText(`Record type: ${type}`)).toBeVisible()
    await expect(on.box('Last name')).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Status', exact: true })).toHaveCount(0)
  }
})

test('settings decide on the PIN button, cataloger level, authorization, libraries and the order of names', async () => {
  const pinButton = page
    .getByRole('region', { name: 'General information' })
    .getByRole('button', { name: 'Generate' })
  const level = page.getByRole('combobox', { name: 'Cataloger level' })
  const authorized = page.getByLabel('Authorized for resource sharing requesting')
  await page.goto('/users/new?recordType=PUBLIC')
  await expect(pinButton).toBeVisible()
  await expect(level).toBeVisible()
  await expect(authorized).toHaveCount(0)
  const userId = await on.newPerson({ first_name: 'Ada', middle_name: 'King', last_name: 'Noel' })
  try {
    await settings({
      pinNumberMethod: 'none',
      catalogingPermissions: false,
      resourceSharingAuthorization: true,
      nameDisplay: 'firstMiddleLast',
    })
    await page.goto('/users/new?recordType=PUBLIC')
    await expect(authorized).toBeVisible()
    await expect(pinButton).toHaveCount(0)
    await expect(level).toHaveCount(0)
    await on.openTab(userId, 'general')
    await expect(page.getByRole('heading', { level: 1, name: 'Ada King Noel' })).toBeVisible()
    const { items } = await read<{ items: { name: string }[] }>(page, `/api/users?q=Noel&sort=name`)
    expect(items.map(one => one.name)).toContain('Ada King Noel')
  } finally {
    await settings({
      pinNumberMethod: null,
      catalogingPermissions: null,
      resourceSharingAuthorization: null,
      nameDisplay: null,
    })
  }
})
