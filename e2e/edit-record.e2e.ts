import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send, usersWhere } from './api.ts'
import { choose, signIn } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const box = (name: string, within: { getByRole: Page['getByRole'] } = page) =>
  within.getByRole('textbox', { name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const rowOf = (text: string) => page.getByRole('row').filter({ hasText: text })

async function rowAction(text: string, action: string): Promise<void> {
  await rowOf(text).getByRole('button').last().click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

async function save(): Promise<void> {
  await button('Save').click()
  await expect(page.getByText('Changes saved')).toBeVisible()
  await expect(page.getByText('Changes saved')).toHaveCount(0, { timeout: 15_000 })
}

/** A person of the library's own, made for one test. */
async function newPerson(values: Record<string, unknown> = {}): Promise<number> {
  const body = {
    recordType: 'PUBLIC',
    values: {
      primary_id: fresh('e2e').replace(' ', '-'),
      first_name: 'Test',
      last_name: fresh('Person'),
      user_group: 'FACULTY',
      'email/a': { address: 'test@example.edu', types: ['personal'], preferred: true },
      ...values,
    },
  }
  return (await send<{ userId: number }>(page, '/api/users', { body })).userId
}

/** An external account that no feed brings, so that nothing else is about it: with an external phone number. */
async function newExternal(): Promise<number> {
  const userId = await newPerson({ campus_code: 'NORTH' })
  await send(page, `/api/users/${userId}/account-type`, { body: { revision: 1, accountType: 'EXTERNAL' } })
  const values = { 'phone/a': { number: '555-0100', types: ['home'], preferred: true, external: true } }
  await send(page, `/api/users/${userId}`, { method: 'PATCH', body: { revision: 2, values } })
  return userId
}

async function openTab(userId: number, tab: string): Promise<void> {
  await page.goto(`/users/${userId}/${tab}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('a user is added: what is missing is named, what was typed stays, then the record opens', async () => {
  await page.goto('/users')
  await button('Add user').click()
  await page.getByRole('menuitem', { name: 'Public' }).click()
  await box('First name').fill('Augusta')
  await button('Save and continue').click()
  await expect(box('Primary identifier')).toBeFocused()
  await expect(box('Last name')).toHaveAccessibleDescription(/needed/)
  await expect(box('E-mail address')).toHaveAccessibleDescription(/At least one is needed/)
  await expect(box('First name')).toHaveValue('Augusta')

  const primaryId = fresh('ada').replace(' ', '-')
  await box('Primary identifier').fill(primaryId)
  await box('Last name').fill('Byron')
  await choose(page, 'User group', /Faculty/)
  await box('E-mail address').fill('ada@example.edu')
  await chooseType('Personal')
  await button('Save and continue').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Byron, Augusta' })).toBeVisible()
  const [user] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId })
  const { values, segments } = await recordOf(page, user?.userId ?? 0)
  expect(values).toMatchObject({ status: 'ACTIVE', account_type: 'INTERNAL', user_group: 'FACULTY' })
  expect(segments['email']).toMatchObject([{ values: { address: 'ada@example.edu', preferred: true } }])
  expect(segments['role']).toMatchObject([{ values: { role_type: '200' } }])
})

/** Types of the e-mail address: the first such list on the page of a new user. */
async function chooseType(option: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Types' }).first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('option', { name: option }).first().click()
  await page.keyboard.press('Escape')
}

test('somebody who looks like another is only added when that is meant', async () => {
  const birth = { birth_date: '1815-12-10', first_name: 'Mary', last_name: fresh('Somerville') }
  await newPerson(birth)
  await page.goto('/users/new?recordType=PUBLIC')
  await box('Primary identifier').fill(fresh('mary').replace(' ', '-'))
  await box('First name').fill('MARY')
  await box('Last name').fill(birth.last_name)
  await box('Birth date').fill('1815-12-10')
  await page.keyboard.press('Tab')
  await choose(page, 'User group', /Faculty/)
  await box('E-mail address').fill('mary@example.edu')
  await chooseType('Personal')
  await button('Save').click()
  await expect(dialog()).toContainText(birth.last_name)
  await button('Somebody else: add anyway').click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
  expect(await usersWhere(page, { field: 'last_name', op: 'eq', value: birth.last_name })).toHaveLength(2)
})

test('elements are added, edited, duplicated and deleted, and saved together with one Save', async () => {
  const userId = await newPerson()
  await openTab(userId, 'notes')
  await button('Add note').click()
  await choose(page, 'Type', 'Library')
  await box('Note', dialog()).fill('First note')
  await button('Add').click()
  await choose(page, 'Type', 'Address')
  await box('Note', dialog()).fill('Second note')
  await button('Add and close').click()
  await expect(rowOf('First note')).toContainText('not saved')
  await rowAction('First note', 'Duplicate')
  await box('Note', dialog()).fill('Third note')
  await button('Add and close').click()
  await rowAction('Second note', 'Delete')
  await page.getByRole('link', { name: /^General/ }).click()
  await box('Job description').fill('Reader')
  await expect(page.getByText('3 changes not saved')).toBeVisible()
  await save()
  const { segments, values } = await recordOf(page, userId)
  expect(segments['note']!.map(note => note.values['text']).toSorted()).toEqual(['First note', 'Third note'])
  expect(values['job_description']).toBe('Reader')

  await openTab(userId, 'notes')
  await rowAction('First note', 'Edit')
  await box('Note', dialog()).fill('First note, edited')
  await dialog().getByRole('checkbox', { name: 'Pinned' }).check()
  await button('Apply').click()
  await save()
  await expect(page.getByRole('row').nth(1)).toContainText('First note, edited')
})

test('an identifier of somebody else is refused where it stands, and nothing is saved', async () => {
  const value = fresh('B').replace(' ', '')
  await newPerson({ 'identifier/a': { id_type: 'BARCODE', value } })
  const userId = await newPerson()
  await openTab(userId, 'identifiers')
  await button('Add identifier').click()
  await choose(page, 'Type', 'Barcode')
  await box('Value', dialog()).fill(value.toLowerCase())
  await button('Add and close').click()
  await button('Save').click()
  await expect(page.getByText('Another person has this identifier.').first()).toBeVisible()
  await rowAction(value.toLowerCase(), 'Edit')
  await expect(box('Value', dialog())).toHaveAccessibleDescription(/Another person/)
  await box('Value', dialog()).fill(`${value}-2`)
  await button('Apply').click()
  await save()
  expect((await recordOf(page, userId)).segments['identifier']).toMatchObject([
    { values: { value: `${value}-2` } },
  ])
  await rowAction(`${value}-2`, 'Deactivate')
  await save()
  expect((await recordOf(page, userId)).segments['identifier']).toMatchObject([
    { values: { status: 'INACTIVE' } },
  ])
})

test('an external account is opened for update with a question, and its external data can then be edited', async () => {
  const userId = await newExternal()
  await openTab(userId, 'contact')
  await page
    .getByRole('region', { name: 'Phone numbers' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .click()
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveAttribute('data-disabled', 'true')
  await page.keyboard.press('Escape')
  await button('Actions for this record').click()
  await page.getByRole('menuitem', { name: 'Open for update' }).click()
  await dialog().getByRole('radio', { name: 'Let the next load replace what I change' }).check()
  await button('Yes, open for update').click()
  await page
    .getByRole('region', { name: 'Phone numbers' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await box('Number', dialog()).fill('555-0199')
  await button('Apply').click()
  await page.getByRole('link', { name: /^General/ }).click()
  await box('Middle name').fill('Opened')
  await choose(page, 'Campus', /Lakeside/)
  await save()
  const after = await recordOf(page, userId)
  expect(after.values['middle_name']).toBe('Opened')
  expect(after.originalValues).not.toHaveProperty('campus_code')
  expect(after.segments['phone']!.map(one => one.values['number'])).toContain('555-0199')
  await expect(page.getByText(/The student information system manages this account/)).toBeVisible()
})

test('the account type is toggled: identifiers become external, and the next load may take it over', async () => {
  const userId = await newPerson({
    'identifier/a': { id_type: 'BARCODE', value: fresh('T').replace(' ', '') },
  })
  await openTab(userId, 'general')
  await button('Actions for this record').click()
  await page.getByRole('menuitem', { name: 'Toggle account type' }).click()
  await button('Change the account type').click()
  await expect(page.getByText('Changes saved')).toBeVisible()
  const { values, segments } = await recordOf(page, userId)
  expect(values).toMatchObject({ account_type: 'EXTERNAL', external_id: 'SIS_temp' })
  expect(segments['identifier']).toMatchObject([{ values: { external: true } }])
})

test('two who edit the same note see both values and decide', async () => {
  const userId = await newPerson({ 'note/a': { note_type: 'LIBRARY', text: 'As it was' } })
  await openTab(userId, 'notes')
  const { revision } = await recordOf(page, userId)
  const values = { 'note/a': { note_type: 'LIBRARY', text: 'Theirs' } }
  await send(page, `/api/users/${userId}`, { method: 'PATCH', body: { revision, values } })
  await rowAction('As it was', 'Edit')
  await box('Note', dialog()).fill('Mine')
  await button('Apply').click()
  await button('Save').click()
  await expect(dialog()).toContainText('Theirs')
  await expect(dialog()).toContainText('Mine')
  await button('Go on with this choice').click()
  await save()
  expect((await recordOf(page, userId)).segments['note']).toMatchObject([{ values: { text: 'Mine' } }])
})

test('a note that pops up is shown once when the record is opened', async () => {
  const userId = await newPerson({
    'note/a': { note_type: 'LIBRARY', text: 'Card at the desk', popup: true },
  })
  await openTab(userId, 'general')
  await expect(dialog()).toContainText('Card at the desk')
  await button('Read').click()
  await page.getByRole('link', { name: /^Notes/ }).click()
  await expect(dialog()).toHaveCount(0)
})

test('contacts have neither identifiers nor blocks, and need a phone number', async () => {
  await page.goto('/users/new?recordType=CONTACT')
  await expect(page.getByRole('heading', { name: 'Identifier' })).toHaveCount(0)
  await button('Save').click()
  await expect(box('Number')).toHaveAccessibleDescription(/At least one is needed/)
  const body = {
    recordType: 'CONTACT',
    values: {
      primary_id: fresh('vendor').replace(' ', '-'),
      first_name: 'Ve',
      last_name: 'Ndor',
      'phone/a': { number: '555', types: ['home'], preferred: true },
    },
  }
  const { userId } = await send<{ userId: number }>(page, '/api/users', { body })
  await openTab(userId, 'general')
  await expect(page.getByRole('link', { name: /^Identifiers/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Blocks/ })).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'User group' })).toHaveCount(0)
})
