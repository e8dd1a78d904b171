import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { fresh, recordOf, send } from './api.ts'
import { expectAccessible } from './axe.ts'
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

const settings = (values: object) => send(page, '/api/settings', { method: 'PATCH', body: { values } })
const column = (region: string, name: string) =>
  page.getByRole('region', { name: region, exact: true }).getByRole('columnheader', { name, exact: true })

test('a record page asks for the record exactly once, opened directly and from the list', async () => {
  const userId = await on.newPerson()
  const asked: string[] = []
  page.on('request', request => {
    const { pathname } = new URL(request.url())
    if (pathname === `/api/users/${userId}`) asked.push(request.method())
  })
  await on.openTab(userId, 'general')
  await page.getByRole('link', { name: /^Notes/ }).click()
  await expect(on.button('Add note')).toBeVisible()
  expect(asked).toEqual(['GET'])
})

test('Clear empties the dialog for a new element and goes on there; editing has none', async () => {
  const userId = await on.newPerson({ 'note/a': { note_type: 'LIBRARY', text: 'Old note' } })
  await on.openTab(userId, 'notes')
  await on.button('Add note').click()
  await choose(page, 'Type', 'Address')
  await on.box('Note', on.dialog()).fill('Typed by mistake')
  await on.dialog().getByRole('checkbox', { name: 'Pop-up' }).check()
  await expectAccessible(page)
  await on.button('Clear').click()
  await expect(on.box('Note', on.dialog())).toHaveValue('')
  await expect(on.dialog().getByRole('combobox', { name: 'Type' })).toHaveValue('')
  await expect(on.dialog().getByRole('checkbox', { name: 'Pop-up' })).not.toBeChecked()
  await expect(on.dialog().getByRole('combobox', { name: 'Type' })).toBeFocused()
  await on.button('Cancel').click()
  await on.rowAction('Old note', 'Edit')
  await expect(on.button('Clear')).toHaveCount(0)
  await on.button('Cancel').click()
})

test('every dialog of an element says that the record’s one Save keeps it', async () => {
  const userId = await on.newPerson()
  for (const [tab, add] of [
    ['contact', 'Add phone number'],
    ['identifiers', 'Add identifier'],
    ['blocks', 'Add block'],
  ] as const) {
    await on.openTab(userId, tab)
    await on.button(add).click()
    await expect(on.dialog()).toContainText('until you save the record')
    await on.button('Cancel').click()
  }
})

const elements = {
  'address/a': { line1: 'Row 1', types: ['home'], preferred: true },
  'phone/a': { number: 'Row 2', types: ['home'], preferred: true },
  'email/b': { address: 'row3@example.edu', types: ['work'] },
  'identifier/a': { id_type: 'BARCODE', value: fresh('Row4').replace(' ', ''), status: 'ACTIVE' },
  'note/a': { note_type: 'LIBRARY', text: 'Row 5' },
  'statistic/a': { category: 'GRANT_FUNDED' },
}
const tabs = [
  ['contact', 'Row 1'],
  ['contact', 'Row 2'],
  ['contact', 'row3@example.edu'],
  ['identifiers', elements['identifier/a'].value],
  ['notes', 'Row 5'],
] as const

test('elements of every tab are edited, duplicated and deleted from their row', async () => {
  const { 'statistic/a': _statistic, ...known } = elements
  const userId = await on.newPerson(known)
  for (const [tab, text] of tabs) {
    await on.openTab(userId, tab)
    await on.rowAction(text, 'Edit')
    await expect(on.dialog()).toContainText('Edit')
    await on.button('Cancel').click()
    await on.rowAction(text, 'Duplicate')
    await expect(on.dialog()).toContainText('Add')
    await on.button('Cancel').click()
    await on.rowAction(text, 'Delete')
    await expect(on.rowOf(text)).toHaveCount(0)
    await on.button('Discard').click()
    await expect(on.rowOf(text)).toHaveCount(1)
  }
})

test('the tables of contact information show what is preferred', async () => {
  const userId = await on.newPerson({ ...pick('address/a', 'phone/a', 'email/b') })
  await on.openTab(userId, 'contact')
  for (const region of ['Addresses', 'Phone numbers', 'E-mail addresses'])
    await expect(column(region, 'Preferred')).toBeVisible()
  await expect(on.rowOf('Row 1')).toContainText('Yes')
  await expect(on.rowOf('row3@example.edu')).not.toContainText('Yes')
})

const pick = (...paths: (keyof typeof elements)[]) =>
  Object.fromEntries(paths.map(path => [path, elements[path]]))

test('statistics say who made them, when, and whose they are; the owner only with library independence', async () => {
  const userId = await on.newPerson()
  await on.openTab(userId, 'statistics')
  await on.button('Add statistical category').click()
  await on.dialog().getByRole('combobox', { name: 'Category', exact: true }).click()
  await page.getByRole('option', { name: 'College of Science' }).click()
  await on.button('Add and close').click()
  await on.save()
  for (const name of ['Created by', 'Created', 'External']) await expect(head(name)).toBeVisible()
  await expect(head('Owner')).toHaveCount(0)
  await settings({ libraryIndependence: true })
  await page.reload()
  await expect(head('Owner')).toBeVisible()
  await on.openTab(userId, 'notes')
  await on.button('Add note').click()
  await expect(on.dialog().getByRole('combobox', { name: 'Owner' })).toBeVisible()
  await settings({ libraryIndependence: null })
  await page.reload()
})

const head = (name: string) => page.getByRole('columnheader', { name, exact: true })

test('the institution from which a block came is a column for those who ask for it', async () => {
  const userId = await on.newPerson()
  await on.openTab(userId, 'blocks')
  await on.button('Add block').click()
  await choose(page, 'Block', 'Card reported lost')
  await on.button('Add and close').click()
  await expect(head('External block owner')).toHaveCount(0)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'External block owner' }).check()
  await page.keyboard.press('Escape')
  await expect(head('External block owner')).toBeVisible()
  await on.button('Discard').click()
})

test('a date in the past is a correction for those who may, and the reason for those who may not', async ({
  browser,
}) => {
  const userId = await on.newPerson()
  const manager = await (await browser.newContext()).newPage()
  await signIn(manager, 'tokafor')
  for (const one of [manager, page]) {
    await one.goto(`/users/${userId}/general`)
    await one.getByRole('textbox', { name: 'Expiration date', exact: true }).fill('2020-01-31')
    await one.keyboard.press('Tab')
    await one.getByRole('button', { name: 'Save', exact: true }).click()
    const correct = one.getByRole('button', { name: /correct/i })
    await expect(correct).toBeVisible()
    if (one === manager) await expect(correct).toBeDisabled()
    else await correct.click()
  }
  await expect(page.getByText('Changes saved')).toBeVisible()
  expect((await recordOf(page, userId)).values['expiry_date']).toBe('2020-01-31')
  await manager.context().close()
})

test('a note of many lines shows its beginning, and sixty notes are a page that scrolls', async () => {
  const notes = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [
      `note/n${n}`,
      { note_type: 'LIBRARY', text: `Note ${n} ${'and more '.repeat(n)}` },
    ]),
  )
  const userId = await on.newPerson(notes)
  await on.openTab(userId, 'notes')
  await expect(page.getByRole('row')).toHaveCount(61)
  const tallest = await page
    .getByRole('row')
    .evaluateAll(rows => Math.max(...rows.map(row => row.clientHeight)))
  expect(tallest).toBeLessThan(120)
})

test('a name longer than the screen neither widens the page nor hides the tabs', async () => {
  const userId = await on.newPerson({
    first_name: 'Wolfeschlegelstein'.repeat(6),
    last_name: '👩‍🚀 عبد الرحمن '.repeat(5).trim(),
  })
  for (const width of [1360, 390]) {
    await page.setViewportSize({ width, height: 800 })
    await on.openTab(userId, 'notes')
    const { scrolls, height } = await page.evaluate(() => ({
      scrolls: document.documentElement.scrollWidth > window.innerWidth,
      height: document.querySelector('h1')?.clientHeight ?? 0,
    }))
    expect([scrolls, height < 80]).toEqual([false, true])
    await expect(page.getByRole('link', { name: /^Notes/ })).toBeInViewport({ ratio: 0.9 })
  }
  await page.setViewportSize({ width: 1360, height: 900 })
})

test.describe('the picture of the photo server', () => {
  let photos: Server
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  test.beforeAll(async () => {
    photos = createServer((request, response) => {
      if (request.url?.includes('with-picture')) response.setHeader('content-type', 'image/png').end(png)
      else response.writeHead(404).end()
    })
    await new Promise<void>(resolve => photos.listen(0, '127.0.0.1', resolve))
    const { port } = photos.address() as AddressInfo
    await settings({ photoServerUrl: `http://127.0.0.1:${port}/faces/`, photoSuffix: 'png' })
  })
  test.afterAll(async () => {
    await settings({ photoServerUrl: null, photoSuffix: null })
    await new Promise(resolve => photos.close(resolve))
  })

  test('is on the record page, by the same origin and without a complaint of the browser; else there are initials', async () => {
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const name = fresh('with-picture').replace(' ', '-')
    const userId = await on.newPerson({ primary_id: name, first_name: 'Pia', last_name: 'Foto' })
    await on.openTab(userId, 'general')
    await page.reload()
    const picture = page.getByRole('button', { name: /picture/i }).locator('img')
    await expect(picture).toHaveAttribute('data-loaded', 'true')
    expect(
      await picture.evaluate(image => new URL((image as HTMLImageElement).src).origin === location.origin),
    ).toBe(true)
    expect(complaints).toEqual([])
    const other = await on.newPerson({ first_name: 'Ina', last_name: 'Ohne' })
    await on.openTab(other, 'general')
    await expect(page.getByRole('button', { name: /picture/i })).toContainText('IO')
    await expect(page.getByRole('button', { name: /picture/i }).locator('img[data-loaded]')).toHaveCount(0)
  })

  test('must be reached by https unless it is this machine', async () => {
    await page.goto('/configuration/users')
    await page
      .getByRole('textbox', { name: 'Address of the picture server' })
      .fill('http://pictures.example.edu/')
    await on.button('Save').click()
    await expect(page.getByText('must begin with https://')).toBeVisible()
    await on.button('Discard').click()
  })
})
