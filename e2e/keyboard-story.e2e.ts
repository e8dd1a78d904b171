import { expect, type Page, test } from '@playwright/test'
import type { TaskReport } from '../contract/tasks.ts'
import type { UserRow } from '../contract/users.ts'
import { fresh, read, usersWhere } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { enter, expectFocus, pickFromMenu, pickOption, tabTo, typeInto } from './keyboard.ts'
import { password, waitForPlan } from './people.ts'

// The purge story without a mouse: nothing here clicks, fills or checks.
test.describe.configure({ mode: 'serial' })

const linked = {
  and: [
    { field: 'user_group', op: 'eq' as const, value: 'LINKED' },
    { field: 'purge_date', op: 'lt' as const, value: { daysFromToday: 0 } },
  ],
}
const setName = fresh('Keyboard')

let page: Page
let people: UserRow[]
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  // With the first listener the browser begins to hand over its file dialogs, which takes a moment.
  page.on('filechooser', () => undefined)
})
test.afterAll(() => page.close())

const link = (name: string) => page.getByRole('link', { name, exact: true }).first()
const button = (name: string | RegExp) => page.getByRole('button', { name })
const field = (name: string) => page.getByRole('textbox', { name })
const taskId = () => Number(new URL(page.url()).pathname.split('/').at(-1))

test('signing in', async () => {
  await page.goto('/sign-in')
  await expectFocus(page, field('Primary identifier'))
  await page.keyboard.type('mreyes')
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
  people = await usersWhere(page, linked, 3)
  expect(people).toHaveLength(3)
})

test('"/" goes to the search box, a fragment finds the person, Enter opens the record', async () => {
  await page.keyboard.press('/')
  await expectFocus(page, page.getByRole('searchbox', { name: 'Search users' }))
  await page.keyboard.type('ace walk')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Walker, Grace' })).toBeVisible()

  await typeInto(page, page.getByRole('searchbox', { name: 'Search users' }), 'walker')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=walker/)
  await expect(link('Walker, Grace')).toBeVisible()
  await expectFocus(page, page.getByRole('searchbox', { name: 'Search users' }))
  await enter(page, link('Walker, Grace'))
  await expect(page.getByRole('heading', { name: 'Walker, Grace' })).toBeVisible()
})

test('a changed field is saved with Ctrl+S and stands in the history', async () => {
  const description = fresh('Head of Metadata')
  await typeInto(page, field('Job description'), description)
  await page.keyboard.press('ControlOrMeta+S')
  await expect(page.getByText('Changes saved')).toBeVisible()
  await expectFocus(page, field('Job description'))
  await enter(page, link('History'), 'Shift+Tab')
  await expect(page.getByRole('row', { name: new RegExp(description) })).toBeVisible()
})

test('a set comes in from a file', async () => {
  await enter(page, link('Sets'), 'Shift+Tab')
  await enter(page, link('Add set'))
  await tabTo(page, button('Choose a file'))
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  const rows = ['Primary ID', ...people.map(person => person.primaryId)]
  await (await chooser).setFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\r\n')),
  })
  await typeInto(page, field('Name'), setName)
  await enter(page, button('Create the set'))
  await expect(page.getByText(`The set “${setName}” is ready`)).toBeVisible()
  await expect(page.getByText('3 members')).toBeVisible()
})

test('its people are updated, once their number is typed', async () => {
  await enter(page, link('Go to the sets'))
  await pickFromMenu(page, button(`Actions for ${setName}`), 'Update its users…')
  await pickOption(page, 'Field', /^User group$/)
  await pickOption(page, 'New value', /^OK to Purge$/)
  await enter(page, button('Make the plan'))
  await waitForPlan(page)
  await confirmByKeys('Change them', 3)
  await expect(page.getByText('3 users changed').first()).toBeVisible()
})

test('the same set is purged, once the number is typed', async () => {
  await enter(page, link('Purge'), 'Shift+Tab')
  await enter(page, link('Add job'))
  await typeInto(page, field('Waive threshold'), '9.99')
  await pickOption(page, 'Only members of this set', new RegExp(`^${setName} \\(3\\)$`))
  await enter(page, button('Make the plan'))
  await waitForPlan(page)
  await confirmByKeys('Purge them', 3)
  await expect(page.getByText('3 users purged').first()).toBeVisible()
})

test('one of them comes back', async () => {
  await enter(page, link('Purge'), 'Shift+Tab')
  await enter(page, link('Purged users'))
  const person = people[0]?.primaryId ?? ''
  const row = page.getByRole('row', { name: new RegExp(person) })
  await expect(row).toBeVisible()
  await expectAccessibleInBoth(page)
  await tabTo(page, row.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await enter(page, button('Restore 1 user…'), 'Shift+Tab')
  await waitForPlan(page)
  await confirmByKeys('Restore them', 1)
  await expect(page.getByText('1 user restored').first()).toBeVisible()
  expect(await usersWhere(page, { field: 'primary_id', op: 'eq', value: person })).toHaveLength(1)
})

/** On the page of a plan: opens the dialog, types the count, and is back at the job when it is done. */
async function confirmByKeys(label: string, count: number): Promise<void> {
  const { task } = await read<TaskReport>(page, `/api/tasks/${taskId()}`)
  expect(task.planned.change).toBe(count)
  await enter(page, button('Confirm…'))
  await expectFocus(page, page.getByRole('dialog').getByRole('textbox'))
  await page.keyboard.type(String(count))
  await enter(page, page.getByRole('dialog').getByRole('button', { name: label }))
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
