import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import type { TaskReport } from '../contract/tasks.ts'
import { countWhere, fresh, read, recordOf, send, usersWhere } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { signIn, waitForPlan } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const button = (name: string | RegExp, on = page) =>
  on.getByRole('button', { name, exact: typeof name === 'string' && name.endsWith('…') })
const searchBox = () => page.getByRole('searchbox', { name: 'Search users' })
const dialog = () => page.getByRole('dialog')
const names = () => page.getByRole('rowheader')

async function openList(search = '', on = page): Promise<void> {
  await on.goto(`/users${search}`)
  await expect(on.getByRole('table', { name: 'Users', exact: true })).toHaveAttribute('aria-busy', 'false')
}

const allShown = () => page.getByRole('checkbox', { name: 'Select all shown rows' })
const filterInAddress = () => JSON.parse(new URL(page.url()).searchParams.get('filter') ?? 'null')

test('a scanned identifier opens its person, in any case, though others have it in part', async () => {
  const [person] = await usersWhere(page, {
    some: 'identifier',
    where: { field: 'id_type', op: 'eq', value: 'BARCODE' },
  })
  const { segments, name } = await recordOf(page, person?.userId ?? 0)
  const barcode = segments['identifier']?.find(one => one.values['id_type'] === 'BARCODE')?.values['value']
  await openList()
  await searchBox().fill(String(barcode))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await searchBox().fill('GWALKER')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Walker, Grace' })).toBeVisible()
})

test('the empty search box offers whom one opened last, by keys alone', async () => {
  const people = await usersWhere(page, { field: 'user_group', op: 'eq', value: 'FACULTY' }, 2)
  for (const { userId, name } of people) {
    await page.goto(`/users/${userId}/general`)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await expect
    .poll(async () => (await read<{ items: { name: string }[] }>(page, '/api/users/recent')).items[0]?.name)
    .toBe(people[1]?.name)
  await openList()
  await page.keyboard.press('/')
  await expect(searchBox()).toBeFocused()
  const recent = page.getByRole('navigation', { name: 'Recently opened' })
  const links = recent.getByRole('link')
  await expect(links.nth(0)).toContainText(people[1]?.name ?? '')
  await expect(links.nth(1)).toContainText(people[0]?.name ?? '')
  await expectAccessibleInBoth(page)
  await page.keyboard.press('Escape')
  await expect(recent).toHaveCount(0)
  await page.keyboard.type('a')
  await page.keyboard.press('Backspace')
  await searchBox().click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: people[0]?.name ?? '' })).toBeVisible()
  await expect(recent).toHaveCount(0)
})

test('all that match become the filter itself, and the pages of the jobs take them over', async () => {
  const group = { field: 'user_group', op: 'eq' as const, value: 'UNDERGRAD' }
  const count = await countWhere(page, group)
  await openList('?userGroup=UNDERGRAD')
  await allShown().check()
  await expect(page.getByText('50 selected', { exact: true })).toBeVisible()
  await button(`Select all ${count.toLocaleString('en')} that match`).click()
  await expect(
    page.getByText(`All ${count.toLocaleString('en')} users that match are selected`),
  ).toBeVisible()
  await expectAccessibleInBoth(page)
  await button('Update…').click()
  await expect(page.getByRole('heading', { name: 'Update users' })).toBeVisible()
  expect(filterInAddress()).toEqual(group)
  await expect(page.getByText(`${count.toLocaleString('en')} users`).first()).toBeVisible()
  await page.goBack()
  await allShown().check()
  await button(/^Select all .* that match$/).click()
  await button('Purge…').click()
  await expect(page).toHaveURL(/\/purge\/new\?filter=/)
  expect(filterInAddress()).toEqual(group)
})

test('chosen rows are deactivated by a job that names just them', async () => {
  await openList('?userGroup=TEST')
  const rows = page.getByRole('checkbox', { name: /^Select \S+,/ })
  await rows.nth(0).check()
  await rows.nth(1).check()
  await button('Deactivate…').click()
  await expect(page.getByRole('combobox', { name: 'Field' })).toHaveValue('Status')
  await expect(page.getByRole('combobox', { name: 'New value' })).toHaveValue('Inactive')
  expect(filterInAddress()).toMatchObject({ field: 'primary_id', op: 'in' })
  await button('Make the plan').click()
  await waitForPlan(page)
  const taskId = new URL(page.url()).pathname.split('/').at(-1)
  const { task } = await read<TaskReport>(page, `/api/tasks/${taskId}`)
  expect(task.planned.total).toBe(2)
  await send(page, `/api/tasks/${taskId}/cancel`)
})

test('chosen rows are added to a new set, and more of them to the same', async () => {
  const name = fresh('Chosen')
  await openList('?userGroup=FACULTY')
  const rows = page.getByRole('checkbox', { name: /^Select \S+,/ })
  await rows.nth(0).check()
  await button('Add to set…').click()
  await dialog().getByRole('radio', { name: 'A new set' }).check()
  await dialog().getByRole('textbox', { name: 'Name' }).fill(name)
  await expectAccessibleInBoth(page)
  await dialog().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText(`Set “${name}” saved`)).toBeVisible()
  await rows.nth(1).check()
  await button('Add to set…').click()
  await dialog().getByRole('radio', { name: 'One of my sets' }).check()
  await dialog().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog().getByText('This entry is needed.')).toBeVisible()
  await dialog().getByRole('combobox', { name: 'Itemised set' }).fill(name)
  await page.getByRole('option', { name: `${name} (1)` }).click()
  await dialog().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText(`1 user added to “${name}”`)).toBeVisible()
})

test('the export holds the chosen rows with the shown columns in their order, or all', async () => {
  await openList('?userGroup=FACULTY')
  const rows = page.getByRole('checkbox', { name: /^Select \S+,/ })
  for (const row of [0, 2]) await rows.nth(row).check()
  const chosen = [await names().nth(0).innerText(), await names().nth(2).innerText()]
  const [head, ...lines] = await download('CSV file')
  expect(head).toBe(
    'Primary Identifier,Status,Last name,First name,Account type,Record type,Job category,User group,Expiry date,Blocks,Notes,Is researcher',
  )
  expect(lines).toHaveLength(2)
  for (const name of chosen) expect(lines.join('\n')).toContain(name.split(', ')[1] ?? '')
  const [everything] = await download('All columns: CSV file')
  expect(everything?.split(',').length).toBeGreaterThan(25)
  expect(everything).not.toContain('Pin number')
})

async function download(format: string): Promise<string[]> {
  await button('Export').last().click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: format, exact: true }).click()
  const text = await readFile(await (await coming).path(), 'utf8')
  return text.slice(1).trimEnd().split('\r\n')
}

test('a search is saved with filters, order and columns, shared, renamed and deleted', async ({
  browser,
}) => {
  const name = fresh('Lapsed')
  await openList('?userGroup=GRAD&status=lapsed&sort=-name')
  await button('Columns').click()
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Notes' }).uncheck()
  await page.keyboard.press('Escape')
  const shown = await names().allInnerTexts()
  await button('Saved searches').click()
  await page.getByRole('menuitem', { name: 'Save this search…' }).click()
  await dialog().getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog().getByRole('checkbox', { name: 'Share with everybody' }).check()
  await dialog().getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`Search “${name}” saved`)).toBeVisible()

  const colleague = await browser.newPage()
  await signIn(colleague, 'tokafor')
  await expect(colleague.getByRole('columnheader', { name: 'Notes' })).toBeVisible()
  await button('Saved searches', colleague).click()
  await colleague.getByRole('menuitem', { name }).click()
  await expect(colleague).toHaveURL(/userGroup=GRAD&status=lapsed&sort=-name/)
  await expect(colleague.getByRole('rowheader')).toHaveText(shown)
  await expect(colleague.getByRole('columnheader', { name: 'Notes' })).toHaveCount(0)
  await colleague.close()

  await button('Saved searches').click()
  await page.getByRole('menuitem', { name: 'Rename, share or delete…' }).click()
  await button(`Edit the search ${name}`).click()
  await dialog().getByRole('textbox', { name: 'Name' }).fill(`${name} again`)
  await expectAccessibleInBoth(page)
  await dialog().getByRole('button', { name: 'Save' }).click()
  await button(`Delete the search ${name} again`).click()
  await dialog().getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog().getByText(`${name} again`)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await button('Columns').click()
  await button('Original columns').click()
})

test('keys go where the overview says, and never while somebody types', async () => {
  await openList()
  await page.keyboard.press('?')
  await expect(dialog().getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expect(dialog()).toContainText('Go to sets')
  await expectAccessibleInBoth(page)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/users/)
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
  for (const [key, path] of [
    ['s', '/sets'],
    ['j', '/tasks'],
    ['u', '/users'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await page.waitForURL(`**${path}`)
  }
  await page.keyboard.press('ControlOrMeta+k')
  await expect(searchBox()).toBeFocused()
  await page.keyboard.type('gs/?n')
  await expect(searchBox()).toHaveValue('gs/?n')
  await expect(page).toHaveURL(/\/users$/)
  await searchBox().fill('')
  await searchBox().blur()
  await page.keyboard.press('n')
  await page.waitForURL('**/users/new')
  await button(/^Account:/).click()
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(dialog().getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
})

test('account and status stand as in the seed, with All and a clear ×', async () => {
  await openList()
  const region = (name: string) => page.getByRole('region', { name: 'Filters' }).getByRole('region', { name })
  await expect(region('Account').getByRole('button')).toHaveText([
    /^All/,
    /^External/,
    /^Internal[\d,]/,
    /^Internal with external authentication/,
  ])
  await expect(region('Status').getByRole('button')).toHaveText([/^All/, /^Active and/, /^Not active or/])
  await region('Status')
    .getByRole('button', { name: /^Not active/ })
    .click()
  await expect(page).toHaveURL(/status=lapsed/)
  await region('Status').getByRole('button', { name: /^All/ }).click()
  await expect(page).toHaveURL(/\/users$/)
})

test('who may only look learns why an action is off', async ({ browser }) => {
  const looker = await browser.newPage()
  await signIn(looker, 'lsorensen')
  await openList('?userGroup=TEST', looker)
  await looker.getByRole('checkbox', { name: 'Select all shown rows' }).check()
  for (const action of ['Add to set…', 'Update…', 'Deactivate…', 'Activate…', 'Purge…']) {
    await expect(button(action, looker)).toBeDisabled()
    await expect(button(action, looker)).toHaveAttribute('aria-description', /Your roles do not allow this/)
  }
  await looker.close()
})
