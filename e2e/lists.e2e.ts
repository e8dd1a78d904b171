import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { readSheet } from 'read-excel-file/node'
import type { UserRow } from '../contract/users.ts'
import { countWhere, fresh, read } from './api.ts'
import { signIn } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const button = (name: string | RegExp) => page.getByRole('button', { name })
const filters = () => page.getByRole('region', { name: 'Filters' })
const value = (facet: string, name: RegExp) =>
  filters().getByRole('region', { name: facet }).getByRole('button', { name })
const chips = (on = page) => on.getByRole('list', { name: 'Active filters' })
const names = (on = page) => on.getByRole('rowheader')
const column = (name: string) => page.getByRole('columnheader', { name })

async function openList(search = ''): Promise<void> {
  await page.goto(`/users${search}`)
  await settled()
}

/** The rows are those of the question, not of the one before. */
async function settled(on = page): Promise<void> {
  await expect(on.getByRole('table', { name: 'Users', exact: true })).toHaveAttribute('aria-busy', 'false')
}

/** The number that the line under the table gives. */
async function total(on = page): Promise<number> {
  const text = await on.getByText(/^(All [\d,]+ shown|[\d,]+ of [\d,]+ shown)$/).innerText()
  return Number(/([\d,]+) shown/.exec(text)?.[1]?.replace(',', ''))
}

const scripts = {
  'Latin with accents': /^[\p{Script=Latin}\p{P} ]*[áéíóúñçöüłşžø][\p{Script=Latin}\p{P} ]*$/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Arabic: /\p{Script=Arabic}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Japanese: /\p{Script=Hiragana}/u,
  Chinese: /^\p{Script=Han}+, \p{Script=Han}+$/u,
  Korean: /^\p{Script=Hangul}+, \p{Script=Hangul}+$/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Thai: /\p{Script=Thai}/u,
}

test('people are found by fragments of their names in any order, in any script', async () => {
  const everybody = await allUsers()
  for (const [script, pattern] of Object.entries(scripts)) {
    await test.step(script, async () => {
      const person = everybody.find(user => /^\S{2,}, \S+$/u.test(user.name) && pattern.test(user.name))
      expect(person, `somebody with a name in ${script}`).toBeDefined()
      await searchFor(fragmentsOf(person?.name ?? ''))
      const row = page.getByRole('link', { name: person?.name ?? '', exact: true })
      const record = page.getByRole('heading', { level: 1, name: person?.name ?? '' })
      await expect(row.or(record).first()).toBeVisible()
    })
  }
})

async function allUsers(): Promise<UserRow[]> {
  const found: UserRow[] = []
  let next: string | undefined = ''
  while (next !== undefined) {
    const path: string = `/api/users?limit=500${next && `&after=${encodeURIComponent(next)}`}`
    const answer: { items: UserRow[]; next?: string } = await read(page, path)
    found.push(...answer.items)
    next = answer.next
  }
  return found
}

/** The first name first; of the last name what is behind its first letter, if enough is left. No accents. */
function fragmentsOf(name: string): string {
  const [last = '', first = ''] = name.split(', ')
  const letters = [...last]
  const middle = letters.length > 3 ? letters.slice(1).join('') : last
  const plain = /^\p{Script=Latin}/u.test(middle) ? middle.normalize('NFD').replace(/\p{M}/gu, '') : middle
  return `${[...first].slice(0, 3).join('')} ${plain}`
}

async function searchFor(text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search users' }).fill(text)
  await page.keyboard.press('Enter')
}

test('facets say how many they leave, add up with the tabs, and let go by their ×', async () => {
  await openList()
  const everybody = await total()
  const graduates = value('User group', /^Graduate student/)
  const promised = Number((await graduates.innerText()).match(/[\d,]+$/)?.[0].replace(',', ''))
  await graduates.click()
  await expect.poll(() => total()).toBe(promised)
  expect(promised).toBe(await countWhere(page, { field: 'user_group', op: 'eq', value: 'GRAD' }))
  await expect(page.getByRole('link', { name: `All ${promised}` })).toBeVisible()
  await value('Status', /^Not active or expired/).click()
  await expect(graduates).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => total()).toBeLessThan(promised)
  await expect(chips().getByRole('listitem')).toHaveText([
    'Status: Not active or expired',
    'User group: Graduate student',
    'Clear all',
  ])
  await button('Clear filter: Status').click()
  await expect.poll(() => total()).toBe(promised)
  await button('Remove: User group: Graduate student').click()
  await expect.poll(() => total()).toBe(everybody)
  await expect(chips()).toHaveCount(0)
})

test('the address holds search, tab, filters and order, for a reload and for a colleague', async ({
  browser,
}) => {
  await openList('?tab=PUBLIC')
  await value('User group', /^Undergraduate student/).click()
  await page.getByRole('combobox', { name: 'Search in' }).selectOption('Last name')
  await searchFor('an')
  await value('User group', /^Graduate student/).click()
  await column('Expiration date').getByRole('button').click()
  await expect(column('Expiration date')).toHaveAttribute('aria-sort', 'ascending')
  await settled()
  const [shown, count] = [await names().allInnerTexts(), await total()]
  expect(shown.length).toBeGreaterThan(2)
  await page.reload()
  const colleague = await browser.newPage()
  await signIn(colleague, 'tokafor')
  await colleague.goto(page.url())
  for (const on of [page, colleague]) {
    await settled(on)
    await expect(names(on)).toHaveText(shown)
    expect(await total(on)).toBe(count)
    await expect(chips(on)).toContainText('Last name: an')
    await expect(on.getByRole('searchbox', { name: 'Search users' })).toHaveValue('an')
  }
  await colleague.close()
})

test('a column sorts in both directions, and more rows follow in the same order', async () => {
  await openList('?userGroup=UNDERGRAD')
  const dates = async () =>
    (
      await page
        .getByRole('row')
        .getByText(/^\d{4}-\d{2}-\d{2}/)
        .allInnerTexts()
    ).map(text => text.slice(0, 10))
  for (const direction of ['ascending', 'descending']) {
    await column('Expiration date').getByRole('button').click()
    await expect(column('Expiration date')).toHaveAttribute('aria-sort', direction)
    await settled()
    await expect(names()).toHaveCount(50)
    await button('Show 50 more').click()
    await expect(names()).toHaveCount(100)
    await expect(page.getByText(/^100 of [\d,]+ shown$/)).toBeVisible()
    const found = await dates()
    expect(found.length).toBeGreaterThan(90)
    expect(found).toEqual(direction === 'ascending' ? found.toSorted() : found.toSorted().reverse())
  }
  expect(new Set(await names().allInnerTexts()).size).toBeGreaterThan(90)
})

test('chosen columns and their order are remembered, and can be put back', async () => {
  await openList('?tab=STAFF')
  await button('Columns').click()
  const chooser = page.getByRole('dialog', { name: 'Columns' })
  await chooser.getByRole('checkbox', { name: 'Primary identifier' }).check()
  await chooser.getByRole('checkbox', { name: 'Job category' }).uncheck()
  await chooser.getByRole('button', { name: 'Move Primary identifier up' }).click()
  await expect(chooser.getByRole('checkbox', { name: 'Name' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.reload()
  await settled()
  await expect(column('Job category')).toHaveCount(0)
  const headers = await page.getByRole('columnheader').allInnerTexts()
  expect(headers.indexOf('Primary identifier')).toBe(headers.indexOf('Name') - 1)
  await button('Columns').click()
  await button('Original columns').click()
  await expect(column('Primary identifier')).toHaveCount(0)
  await expect(column('Job category')).toBeVisible()
})

test('the export holds the rows and columns of the list, as CSV and as XLSX', async () => {
  await openList('?tab=STAFF&q=wa')
  const [shown, count] = [await names().allInnerTexts(), await total()]
  const csv = await readFile((await download('CSV file')).file, 'utf8')
  // The mark in front makes Excel read it as UTF-8.
  expect(csv).toMatch(/^\uFEFFPrimary Identifier,/)
  const [header, ...lines] = csv.slice(1).trimEnd().split('\r\n')
  expect(lines).toHaveLength(count)
  const { file, name } = await download('Excel workbook (XLSX)')
  expect(name).toMatch(/\.xlsx$/)
  const [head, ...rows] = await readSheet(await readFile(file))
  expect(head?.join(',')).toBe(header)
  const [last, first] = [head?.indexOf('Last name') ?? 0, head?.indexOf('First name') ?? 0]
  expect(rows.map(row => `${row[last]}, ${row[first]}`).sort()).toEqual(shown.toSorted())
})

async function download(format: string): Promise<{ file: string; name: string }> {
  await button('Export').click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: format, exact: true }).click()
  const answer = await coming
  return { file: await answer.path(), name: answer.suggestedFilename() }
}

test('the list becomes a set that follows the filter, chosen rows one that stays', async () => {
  const [following, kept] = [fresh('List following'), fresh('List kept')]
  await openList('?userGroup=FACULTY')
  const count = await total()
  await saveAsSet(following)
  for (const row of [0, 1])
    await page
      .getByRole('checkbox', { name: /^Select \S+,/ })
      .nth(row)
      .check()
  await expect(page.getByText('2 selected')).toBeVisible()
  await saveAsSet(kept)
  await page.getByRole('link', { name: 'Sets' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`${following} Logical when used`) })).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(`${kept} Itemised 2`) })).toBeVisible()
  for (const [name, members] of [
    [following, count],
    [kept, 2],
  ] as const) {
    await page.goto('/sets')
    await page.getByRole('link', { name }).click()
    await settled()
    expect(await total()).toBe(members)
  }
})

async function saveAsSet(name: string): Promise<void> {
  await button('Save as set').last().click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`Set “${name}” saved`)).toBeVisible()
}
