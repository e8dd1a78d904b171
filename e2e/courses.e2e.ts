import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf } from './api.ts'
import { expectAccessibleInBoth } from './axe.ts'
import { confirmPlan, signIn, waitForPlan } from './people.ts'
import { onRecords } from './records.ts'

let page: Page
let on: ReturnType<typeof onRecords>
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  on = onRecords(page)
  await signIn(page)
})
test.afterAll(() => page.close())

const file = (...lines: string[]) => ({
  name: 'enrolments.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    ['Identifier,Course code,Course name,Section,Term,Start date,End date', ...lines].join('\n'),
  ),
})

async function upload(...lines: string[]): Promise<void> {
  await page.goto('/tasks/load-courses')
  await page.locator('input[type=file]').setInputFiles(file(...lines))
  await on.button('Upload and plan').click()
}

test('a file of enrolments is planned, confirmed, on the record, and undone', async () => {
  const primaryId = fresh('student').replace(' ', '-')
  const userId = await on.newPerson({ primary_id: primaryId })
  await page.goto('/tasks')
  await on.button('Run a job').click()
  await page.getByRole('menuitem', { name: 'Load courses…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Load courses' })).toBeVisible()
  await on.button('Upload and plan').click()
  await expect(page.getByText('Choose a file.', { exact: true })).toBeVisible()
  await expectAccessibleInBoth(page)

  await upload(
    `${primaryId},BIO-101,Lake Ecology,A,2026 Fall,2026-09-01,2026-12-18`,
    'nobody-at-all,BIO-101,,,,,',
  )
  await waitForPlan(page)
  await expect(page.getByRole('heading', { name: 'The courses of 1 user would change' })).toBeVisible()
  await expect(page.getByText('Nobody has this identifier').first()).toBeVisible()
  await expectAccessibleInBoth(page)
  await confirmPlan(page)
  const task = page.url()

  await on.openTab(userId, 'courses')
  const row = on.rowOf('BIO-101')
  for (const text of ['Lake Ecology', 'A', '2026 Fall', '2026-09-01', '2026-12-18'])
    await expect(row).toContainText(text)
  await expectAccessibleInBoth(page)

  await page.goto(task)
  await on.button('Undo…').click()
  await waitForPlan(page)
  await confirmPlan(page)
  expect((await recordOf(page, userId)).segments['enrolment']).toEqual([])
})

test('courses are deleted one by one, or all at once', async () => {
  const primaryId = fresh('graduate').replace(' ', '-')
  const userId = await on.newPerson({ primary_id: primaryId })
  await on.openTab(userId, 'courses')
  const all = on.button('Delete all')
  await expect(all).toHaveAttribute('aria-description', 'Not enrolled in any course')
  await upload(...['BIO-1', 'BIO-2', 'BIO-3'].map(code => `${primaryId},${code},,,,,`))
  await waitForPlan(page)
  await confirmPlan(page)
  await on.openTab(userId, 'courses')
  await on.rowAction('BIO-2', 'Delete')
  await on.save()
  const codes = async () =>
    (await recordOf(page, userId)).segments['enrolment']!.map(one => one.values['course_code'])
  expect((await codes()).toSorted()).toEqual(['BIO-1', 'BIO-3'])
  await all.click()
  await expect(page.getByRole('region', { name: 'Courses' })).toContainText('Not enrolled in any course')
  await on.button('Discard').click()
  await expect(on.rowOf('BIO-3')).toBeVisible()
  await all.click()
  await on.save()
  expect(await codes()).toEqual([])
})

test('a file without the columns that it needs is refused where it was chosen', async () => {
  await page.goto('/tasks/load-courses')
  await page.locator('input[type=file]').setInputFiles({
    name: 'wrong.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name,Phone\nA,1'),
  })
  await on.button('Upload and plan').click()
  await expect(page.getByRole('alert')).toBeVisible()
  expect(page.url()).toContain('/tasks/load-courses')
})
