import { expect, type Page, test } from '@playwright/test'
import { walkThrough } from './demo-folder.ts'
import { choose, confirmPlan, signIn, waitForPlan } from './people.ts'

test.describe.configure({ mode: 'serial' })

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

test('the same feed again changes nobody', async () => {
  const feed = await feedName()
  await page.getByRole('link', { name: 'SIS' }).click()
  await page.getByLabel('Feed', { exact: true }).setInputFiles(walkThrough(feed))
  await page.getByRole('button', { name: 'Upload and plan' }).click()
  await waitForPlan(page)
  await expect(page.getByText('Nobody would change, so there is nothing to confirm.')).toBeVisible()
  await page.getByRole('button', { name: 'Put the plan aside' }).click()
  await expect(page.getByText('Put aside').first()).toBeVisible()
})

async function feedName(): Promise<string> {
  const { items } = await (await page.request.get('/api/tasks?kind=sis')).json()
  return items.at(-1).parameters.fileName
}

test('the report of past purge dates can be downloaded with the columns of the guide', async () => {
  const filter = { field: 'purge_date', op: 'lte', value: { daysFromToday: 0 } }
  await page.goto(`/users?filter=${encodeURIComponent(JSON.stringify(filter))}`)
  await expect(page.getByRole('row').nth(2)).toBeVisible()
  const columns =
    'primary_id,user_group,expiry_date,purge_date,days_after_purge_date,user_id,first_name,last_name,has_staff_role'
  const answer = await page.request.get(
    `/api/users/export?format=csv&columns=${columns}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  )
  const [header, ...rows] = (await answer.text()).trim().split('\r\n')
  expect(header).toContain('Primary Identifier')
  expect(header).toContain('Days between Today and Purge Date')
  expect(rows.length).toBeGreaterThan(400)
})

const purgeDates = 'Users with Purge Dates of Current Date or Earlier'
const activity = 'PIDs for users with loans or fines at other libraries'

test('two sets come in from spreadsheets, with their unmatched rows', async () => {
  await addSet(`${purgeDates}.xlsx`, 'Purge date before today')
  await addSet(`${activity}.xlsx`, 'Activity elsewhere')
})

async function addSet(file: string, name: string): Promise<void> {
  await page.goto('/sets/new')
  await page.getByLabel('File', { exact: true }).setInputFiles(walkThrough(file))
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create the set' }).click()
  await expect(page.getByText(`The set “${name}” is ready`)).toBeVisible()
  await expect(page.getByText(/rows? matched nobody/)).toBeVisible()
}

test('the first set without the second', async () => {
  await page.goto('/sets')
  await openMenu('Purge date before today', 'Combine with another set…')
  await page.getByLabel('Not', { exact: true }).check()
  await choose(page, 'Second set (B)', /^Activity elsewhere/)
  await expect(page.getByText(/users in A and not in B/).first()).toBeVisible()
  await page.getByLabel('Name of the new set').fill('To purge, not active elsewhere')
  await page.getByRole('button', { name: 'Create the combined set' }).click()
  await expect(page.getByRole('row', { name: /To purge, not active elsewhere/ })).toBeVisible()
})

async function openMenu(row: string, action: string): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(row) })
    .getByRole('button')
    .last()
    .click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('the people of the set are marked, as planned', async () => {
  await page.goto('/sets')
  await openMenu('To purge, not active elsewhere', 'Update its users…')
  await choose(page, 'Field', 'User group')
  await choose(page, 'New value', 'OK to Purge')
  await page.getByRole('button', { name: 'Make the plan' }).click()
  await waitForPlan(page)
  expect(await confirmPlan(page)).toBeGreaterThan(300)
})

let person: { userId: number; subject: string }
let before: { values: unknown; segments: unknown; summary: unknown }

test('the purge plan says who goes, who stays and why', async () => {
  await page.goto('/users')
  await page.getByRole('link', { name: 'Purge', exact: true }).click()
  await page.getByRole('link', { name: 'Add job' }).first().click()
  await choose(page, 'User record type', 'Public')
  await choose(page, 'User groups', 'OK to Purge')
  await page.keyboard.press('Escape')
  await page.getByLabel('Waive threshold').fill('9.99')
  await page.getByRole('button', { name: 'Make the plan' }).click()
  await waitForPlan(page)
  await expect(page.getByText('Who is kept')).toBeVisible()
  const outcomes = await (
    await page.request.get(`/api/tasks/${taskId()}/outcomes?outcome=change&limit=200`)
  ).json()
  for (const one of outcomes.items) {
    const record = await (await page.request.get(`/api/users/${one.userId}`)).json()
    if (record.segments.note.length === 0 && Number(record.summary.balance) === 0) continue
    person = one
    before = record
    break
  }
  expect(person).toBeDefined()
})

const taskId = (): number => Number(new URL(page.url()).pathname.split('/').at(-1))

test('the confirmed purge removes them and reports', async () => {
  const count = await confirmPlan(page)
  await expect(
    page.getByText(new RegExp(`${count.toLocaleString('en-US')} users purged`)).first(),
  ).toBeVisible()
  expect((await page.request.get(`/api/users/${person.userId}`)).status()).toBe(404)
})

test('one person comes back with everything that belonged to them', async () => {
  await page.getByRole('link', { name: 'Purge', exact: true }).click()
  await page.getByRole('link', { name: 'Purged users' }).click()
  await page.getByRole('textbox', { name: 'Primary identifier' }).fill(person.subject)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('row').last().getByRole('checkbox').check()
  await page.getByRole('button', { name: /Restore/ }).click()
  await waitForPlan(page)
  expect(await confirmPlan(page)).toBe(1)
  const after = await (await page.request.get(`/api/users/${person.userId}`)).json()
  expect(after.values).toEqual(before.values)
  expect(after.segments).toEqual(before.segments)
  expect(after.summary).toEqual(before.summary)
  await page.goto(`/users/${person.userId}/history`)
  await expect(page.getByText(person.subject).first()).toBeVisible()
})
