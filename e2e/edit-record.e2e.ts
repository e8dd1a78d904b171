import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send, usersWhere } from './api.ts'
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

test('a user is added: what is missing is named, what was typed stays, then the record opens', async () => {
  await page.goto('/users')
  await on.button('Add user').click()
  await page.getByRole('menuitem', { name: 'Public' }).click()
  await on.box('First name').fill('Augusta')
  await on.button('Save and continue').click()
  await expect(on.box('Primary identifier')).toBeFocused()
  await expect(on.box('Last name')).toHaveAccessibleDescription(/needed/)
  await expect(on.box('E-mail address')).toHaveAccessibleDescription(/At least one is needed/)
  await expect(on.box('First name')).toHaveValue('Augusta')

  const primaryId = fresh('ada').replace(' ', '-')
  await on.box('Primary identifier').fill(primaryId)
  await on.box('Last name').fill('Byron')
  await choose(page, 'User group', /Faculty/)
  await on.box('E-mail address').fill('ada@example.edu')
  await chooseType('Personal')
  await on.button('Save and continue').click()
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
  await on.newPerson(birth)
  await page.goto('/users/new?recordType=PUBLIC')
  await on.box('Primary identifier').fill(fresh('mary').replace(' ', '-'))
  await on.box('First name').fill('MARY')
  await on.box('Last name').fill(birth.last_name)
  await on.box('Birth date').fill('1815-12-10')
  await page.keyboard.press('Tab')
  await choose(page, 'User group', /Faculty/)
  await on.box('E-mail address').fill('mary@example.edu')
  await chooseType('Personal')
  await on.button('Save').click()
  await expect(on.dialog()).toContainText(birth.last_name)
  await on.button('Somebody else: add anyway').click()
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
  expect(await usersWhere(page, { field: 'last_name', op: 'eq', value: birth.last_name })).toHaveLength(2)
})

test('elements are added, edited, duplicated and deleted, and saved together with one Save', async () => {
  const userId = await on.newPerson()
  await on.openTab(userId, 'notes')
  await on.button('Add note').click()
  await choose(page, 'Type', 'Library')
  await on.box('Note', on.dialog()).fill('First note')
  await on.button('Add').click()
  await choose(page, 'Type', 'Address')
  await on.box('Note', on.dialog()).fill('Second note')
  await on.button('Add and close').click()
  await expect(on.rowOf('First note')).toContainText('not saved')
  await on.rowAction('First note', 'Duplicate')
  await on.box('Note', on.dialog()).fill('Third note')
  await on.button('Add and close').click()
  await on.rowAction('Second note', 'Delete')
  await page.getByRole('link', { name: /^General/ }).click()
  await on.box('Job description').fill('Reader')
  await expect(page.getByText('3 changes not saved')).toBeVisible()
  await on.save()
  const { segments, values } = await recordOf(page, userId)
  expect(segments['note']!.map(note => note.values['text']).toSorted()).toEqual(['First note', 'Third note'])
  expect(values['job_description']).toBe('Reader')

  await on.openTab(userId, 'notes')
  const last = (await page.getByRole('row').nth(2).innerText()).includes('First')
    ? 'First note'
    : 'Third note'
  await on.rowAction(last, 'Edit')
  await on.box('Note', on.dialog()).fill(`${last}, edited`)
  await on.dialog().getByRole('checkbox', { name: 'Pinned' }).check()
  await on.button('Apply').click()
  await on.save()
  await expect(page.getByRole('row').nth(1)).toContainText(`${last}, edited`)
})

test('an identifier of somebody else is refused where it stands, and nothing is saved', async () => {
  const value = fresh('B').replace(' ', '')
  await on.newPerson({ 'identifier/a': { id_type: 'BARCODE', value } })
  const userId = await on.newPerson()
  await on.openTab(userId, 'identifiers')
  await on.button('Add identifier').click()
  await choose(page, 'Type', 'Barcode')
  await on.box('Value', on.dialog()).fill(value.toLowerCase())
  await on.button('Add and close').click()
  await on.button('Save').click()
  await expect(page.getByText('Another person has this identifier.').first()).toBeVisible()
  await on.rowAction(value.toLowerCase(), 'Edit')
  await expect(on.box('Value', on.dialog())).toHaveAccessibleDescription(/Another person/)
  await on.box('Value', on.dialog()).fill(`${value}-2`)
  await on.button('Apply').click()
  await on.save()
  expect((await recordOf(page, userId)).segments['identifier']).toMatchObject([
    { values: { value: `${value}-2` } },
  ])
  await on.rowAction(`${value}-2`, 'Deactivate')
  await on.save()
  expect((await recordOf(page, userId)).segments['identifier']).toMatchObject([
    { values: { status: 'INACTIVE' } },
  ])
})

test('an external account is opened for update with a question, and its external data can then be edited', async () => {
  const userId = await on.newExternal()
  await on.openTab(userId, 'contact')
  await page
    .getByRole('region', { name: 'Phone numbers' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .last()
    .click()
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveAttribute('data-disabled', 'true')
  await page.keyboard.press('Escape')
  await on.button('Actions for this record').click()
  await page.getByRole('menuitem', { name: 'Open for update' }).click()
  await on.dialog().getByRole('radio', { name: 'Let the next load replace what I change' }).check()
  await on.button('Yes, open for update').click()
  await page
    .getByRole('region', { name: 'Phone numbers' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await on.box('Number', on.dialog()).fill('555-0199')
  await on.button('Apply').click()
  await page.getByRole('link', { name: /^General/ }).click()
  await on.box('Middle name').fill('Opened')
  await choose(page, 'Campus', /Lakeside/)
  await on.save()
  const after = await recordOf(page, userId)
  expect(after.values).toMatchObject({ middle_name: 'Opened', campus_code: 'LAKESIDE' })
  expect(after.originalValues).not.toHaveProperty('campus_code')
  expect(after.segments['phone']!.map(one => one.values['number'])).toContain('555-0199')
  await expect(page.getByText(/The student information system manages this account/)).toBeVisible()
})

test('the account type is toggled: identifiers become external, and the next load may take it over', async () => {
  const userId = await on.newPerson({
    'identifier/a': { id_type: 'BARCODE', value: fresh('T').replace(' ', '') },
  })
  await on.openTab(userId, 'general')
  await on.button('Actions for this record').click()
  await page.getByRole('menuitem', { name: 'Toggle account type' }).click()
  await on.button('Change the account type').click()
  await expect(page.getByText('Changes saved')).toBeVisible()
  const { values, segments } = await recordOf(page, userId)
  expect(values).toMatchObject({ account_type: 'EXTERNAL', external_id: 'SIS_temp' })
  expect(segments['identifier']).toMatchObject([{ values: { external: true } }])
})

test('two who edit the same note see both values and decide', async () => {
  const userId = await on.newPerson({ 'note/a': { note_type: 'LIBRARY', text: 'As it was' } })
  await on.openTab(userId, 'notes')
  const { revision } = await recordOf(page, userId)
  const values = { 'note/a': { note_type: 'LIBRARY', text: 'Theirs' } }
  await send(page, `/api/users/${userId}`, { method: 'PATCH', body: { revision, values } })
  await on.rowAction('As it was', 'Edit')
  await on.box('Note', on.dialog()).fill('Mine')
  await on.button('Apply').click()
  await on.button('Save').click()
  await expect(on.dialog()).toContainText('Theirs')
  await expect(on.dialog()).toContainText('Mine')
  await on.button('Go on with this choice').click()
  await on.save()
  expect((await recordOf(page, userId)).segments['note']).toMatchObject([{ values: { text: 'Mine' } }])
})

test('a note that pops up is shown once when the record is opened', async () => {
  const userId = await on.newPerson({
    'note/a': { note_type: 'LIBRARY', text: 'Card at the desk', popup: true },
  })
  await on.openTab(userId, 'general')
  await expect(on.dialog()).toContainText('Card at the desk')
  await on.button('Read').click()
  await page.getByRole('link', { name: /^Notes/ }).click()
  await expect(on.dialog()).toHaveCount(0)
})

test('contacts have neither identifiers nor blocks, and need a phone number', async () => {
  await page.goto('/users/new?recordType=CONTACT')
  await expect(on.box('First name')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Identifier' })).toHaveCount(0)
  await on.button('Save').click()
  await expect(on.box('Number')).toHaveAccessibleDescription(/At least one is needed/)
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
  await on.openTab(userId, 'general')
  await expect(page.getByRole('link', { name: /^Identifiers/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Blocks/ })).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'User group' })).toHaveCount(0)
})
