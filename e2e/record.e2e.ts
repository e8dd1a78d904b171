import { type Browser, expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, usersWhere } from './api.ts'
import { choose, signIn } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const field = (name: string, on = page) => on.getByRole('textbox', { name, exact: true })
const button = (name: string, on = page) => on.getByRole('button', { name, exact: true })

/** Opens the record of the account, in the general tab. Returns its id. */
async function openRecord(primaryId: string, on = page): Promise<number> {
  const [user] = await usersWhere(on, { field: 'primary_id', op: 'eq', value: primaryId })
  await on.goto(`/users/${user?.userId}/general`)
  await expect(on.getByRole('heading', { level: 1, name: user?.name ?? primaryId })).toBeVisible()
  return user?.userId ?? 0
}

async function save(on = page): Promise<void> {
  await button('Save', on).click()
  await expect(on.getByText('Changes saved')).toBeVisible()
}

test('edits over several fields are saved together and stay', async () => {
  const userId = await openRecord('hkim')
  const description = fresh('Serials')
  const isThere = (await recordOf(page, userId)).values['campus_code'] === 'LAKESIDE'
  await field('Job description').fill(description)
  await choose(page, 'Campus', isThere ? 'North Campus' : 'Lakeside Health Campus')
  await expect(page.getByText('2 changes not saved')).toBeVisible()
  await save()
  await expect(button('Save')).toHaveCount(0)
  await page.reload()
  await expect(field('Job description')).toHaveValue(description)
  const { values } = await recordOf(page, userId)
  expect(values).toMatchObject({ job_description: description, campus_code: isThere ? 'NORTH' : 'LAKESIDE' })
})

test('a wrong value is shown at its field, and what was typed stays', async () => {
  const userId = await openRecord('prao')
  const before = await recordOf(page, userId)
  await field('Purge date').fill('2001-01-01')
  await field('Job description').fill('Typed beside it')
  await button('Save').click()
  await expect(field('Purge date')).toHaveAccessibleDescription(/This date must not be in the past\./)
  await expect(field('Purge date')).toBeFocused()
  await expect(field('Purge date')).toHaveValue('2001-01-01')
  await expect(field('Job description')).toHaveValue('Typed beside it')
  await expect(page.getByText('One entry needs attention.')).toBeVisible()
  expect((await recordOf(page, userId)).revision).toBe(before.revision)

  await field('First name').fill('')
  await button('Save').click()
  await expect(field('First name')).toHaveAccessibleDescription(/This entry is needed\./)
  await button('Discard').click()
  await expect(field('Job description')).toHaveValue(String(before.values['job_description']))
})

test('nobody leaves unsaved changes behind without being asked', async () => {
  await openRecord('prao')
  await field('Job description').fill('Not saved')
  await page.getByRole('link', { name: 'Notes' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: 'Sets' }).click()
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible()
  await button('Stay on this page').click()
  await page.getByRole('link', { name: 'General' }).click()
  await expect(field('Job description')).toHaveValue('Not saved')
  await page.getByRole('link', { name: 'Sets' }).click()
  await button('Leave without saving').click()
  await expect(page.getByRole('heading', { name: 'Sets', level: 1 })).toBeVisible()
})

test('who saves second sees both values and decides', async ({ browser }) => {
  const userId = await openRecord('fozturk')
  const other = await colleague(browser, 'tokafor')
  await openRecord('fozturk', other)
  const [mine, theirs, site] = [
    fresh('Mine'),
    fresh('Theirs'),
    `https://${fresh('x').replace(' ', '')}.example`,
  ]

  await field('Job description', other).fill(theirs)
  await field('Web site', other).fill(site)
  await save(other)
  await field('Job description').fill(mine)
  await field('Preferred first name').fill(mine)
  await button('Save').click()

  const dialog = page.getByRole('dialog', { name: 'Someone else changed this record' })
  await expect(dialog.getByRole('radio', { name: `Mine: ${mine}` })).toBeChecked()
  await expect(dialog.getByRole('radio', { name: `Theirs: ${theirs}` })).toBeVisible()
  await expect(dialog.getByText(site)).toBeVisible()
  await dialog.getByRole('radio', { name: `Theirs: ${theirs}` }).check()
  await dialog.getByRole('button', { name: 'Go on with this choice' }).click()
  await expect(field('Job description')).toHaveValue(theirs)
  await expect(field('Preferred first name')).toHaveValue(mine)
  await save()
  const { values } = await recordOf(page, userId)
  expect(values).toMatchObject({ job_description: theirs, web_site_url: site, pref_first_name: mine })
  await other.close()
})

async function colleague(browser: Browser, primaryId: string): Promise<Page> {
  const other = await browser.newPage()
  await signIn(other, primaryId)
  return other
}

test('what the student system manages cannot be typed over, what staff take over is marked', async () => {
  const [person] = await usersWhere(page, {
    and: [
      { field: 'account_type', op: 'eq', value: 'EXTERNAL' },
      { field: 'pref_first_name', op: 'empty' },
      { field: 'user_group', op: 'eq', value: 'FACULTY' },
    ],
  })
  const userId = await openRecord(person?.primaryId ?? '')
  await expect(page.getByText('The student information system manages this account.')).toBeVisible()
  for (const name of ['First name', 'Last name', 'Expiration date']) {
    await expect(field(name)).not.toBeEditable()
    await expect(field(name)).toHaveAccessibleDescription('Managed by the student information system')
  }
  const preferred = field('Preferred first name')
  const original = button('Preferred first name: use the original value')
  await expect(preferred).not.toHaveAccessibleDescription(/Set by staff/)
  await expect(original).toHaveCount(0)
  await preferred.fill('Sam')
  await save()
  await expect(preferred).toHaveAccessibleDescription(/Set by staff/)
  expect((await recordOf(page, userId)).originalValues).toHaveProperty('pref_first_name')
  await original.click()
  await expect(preferred).toHaveValue('')
  await button('Save').click()
  await expect(original).toHaveCount(0)
  expect((await recordOf(page, userId)).originalValues).not.toHaveProperty('pref_first_name')
})

test('who may only look finds everything, and the reason at everything that is forbidden', async ({
  browser,
}) => {
  const looker = await colleague(browser, 'lsorensen')
  const reason = /Your roles do not allow this \(users\.\w+\)\. Ask a user administrator\./
  const toggle = looker.getByRole('switch').first()
  await expect(toggle).toBeDisabled()
  await expect(toggle).toHaveAccessibleDescription(reason)
  await toggle.click({ force: true })
  await expect(looker.getByRole('dialog')).toHaveCount(0)
  await expect(button('Save as set', looker)).toBeDisabled()

  await openRecord('hkim', looker)
  await expect(looker.getByText(reason)).toBeVisible()
  const fields = await looker.getByRole('main').getByRole('textbox').all()
  expect(fields.length).toBeGreaterThan(20)
  for (const one of fields) {
    await expect(one).not.toBeEditable()
    await expect(one).toHaveAccessibleDescription(reason)
  }
  await looker.close()
})

test('Active asks first, changes the status, and both stand in the history', async () => {
  await page.goto('/users?q=test_circ')
  const toggle = page.getByRole('switch', { name: 'Active: Circulation, Test' })
  await expect(toggle).toBeChecked()
  await toggle.click()
  await button('Cancel').click()
  await expect(toggle).toBeChecked()
  for (const [verb, isOn] of [
    ['Deactivate', false],
    ['Activate', true],
  ] as const) {
    await toggle.click()
    await expect(page.getByRole('dialog', { name: `${verb} Circulation, Test?` })).toBeVisible()
    await button(verb).click()
    await expect(page.getByText(`is ${isOn ? 'active' : 'inactive'} now`)).toBeVisible()
    await expect(toggle).toBeChecked({ checked: isOn })
  }
  const userId = await openRecord('test_circ')
  await page.goto(`/users/${userId}/history`)
  const rows = page.getByRole('row', { name: /Status.*María Reyes.*Screen/ })
  await expect(rows.nth(0)).toContainText(/Inactive.*Active/)
  await expect(rows.nth(1)).toContainText(/Active.*Inactive/)
})

test('the history shows the chosen time, and the address keeps it', async () => {
  const userId = await openRecord('gwalker')
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked()
  for (const period of ['7 days', 'Last month', '1 year', 'All'])
    await expect(page.getByRole('radio', { name: period, exact: true })).not.toBeChecked()
  for (const [label, period] of [
    ['7 days', '7'],
    ['All', 'all'],
  ] as const) {
    const asked = page.waitForRequest(request => {
      const url = new URL(request.url())
      return url.pathname === `/api/users/${userId}/history` && url.searchParams.get('period') === period
    })
    await page.getByRole('radiogroup', { name: 'Period' }).getByText(label, { exact: true }).click()
    await asked
    await expect(page.getByRole('row', { name: /Record created/ })).toBeVisible()
  }
  await page.reload()
  await expect(page.getByRole('radio', { name: 'All' })).toBeChecked()
})
