import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { signIn } from './people.ts'
import {
  at,
  discardSamples,
  editScreens,
  entranceScreens,
  listScreens,
  lookerScreens,
  prepareSamples,
  recordScreens,
  type Samples,
  type Screen,
  workScreens,
} from './screens.ts'

const wide = { width: 1360, height: 900 }
const narrow = { width: 360, height: 740 }

/** Screens are declared before there are samples; only their names are needed then. */
const names = (screens: Screen[]) => screens.map(screen => screen.name)
const none: Samples = { person: 0, staff: 0, external: 0, purge: 0, completed: 0, sets: [] }

let context: BrowserContext
let page: Page
let samples: Samples

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({ viewport: wide, reducedMotion: 'reduce' })
  page = await context.newPage()
  await signIn(page)
  samples = await prepareSamples(page)
})
test.afterAll(async () => {
  await discardSamples(page, samples)
  await context.close()
})

async function check(screens: Screen[], name: string, on = page): Promise<void> {
  await screens.find(screen => screen.name === name)?.open(on)
  await expectAccessibleInBoth(on)
}

test.describe('accessible in the light and the dark scheme', () => {
  for (const name of names(listScreens)) test(name, () => check(listScreens, name))
  for (const name of names(recordScreens(none))) test(name, () => check(recordScreens(samples), name))
  for (const name of names(editScreens(none))) test(name, () => check(editScreens(samples), name))
  for (const name of names(workScreens(none))) test(name, () => check(workScreens(samples), name))

  for (const name of names(entranceScreens))
    test(name, async ({ browser }) => {
      const stranger = await browser.newPage({ reducedMotion: 'reduce' })
      await check(entranceScreens, name, stranger)
      await stranger.close()
    })
})

test('accessible for somebody who may only look, with the reason at what is forbidden', async ({
  browser,
}) => {
  const looker = await browser.newPage({ viewport: wide, reducedMotion: 'reduce' })
  await signIn(looker, 'lsorensen')
  for (const screen of lookerScreens(samples)) {
    await test.step(screen.name, async () => {
      await screen.open(looker)
      await expectAccessibleInBoth(looker)
    })
  }
  await looker.close()
})

const addresses = ({ person, purge }: Samples) => [
  '/users?q=an',
  `/users/${person}/general`,
  `/users/${person}/contact`,
  '/users/new?recordType=PUBLIC',
  `/tasks/${purge}`,
]

test('accessible and without sideways scrolling at 360 pixels', async () => {
  await page.setViewportSize(narrow)
  for (const address of addresses(samples)) {
    await at(page, address)
    await expectNoSidewaysScroll(page)
    await expectAccessibleInBoth(page)
  }
  await page.goto('/users')
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.setViewportSize(wide)
})

test('accessible from right to left in Arabic, wide and narrow', async ({ browser }) => {
  const arabic = await browser.newPage({
    storageState: await context.storageState(),
    viewport: wide,
    reducedMotion: 'reduce',
  })
  await arabic.goto('/users')
  await arabic.getByRole('button', { name: 'Display and language' }).click()
  await arabic.getByText('العربية').click()
  await expect(arabic.locator('html[dir="rtl"][lang="ar"]')).toBeVisible()
  for (const size of [wide, narrow]) {
    await arabic.setViewportSize(size)
    for (const address of addresses(samples)) {
      await at(arabic, address)
      await expect(arabic.locator('html[dir="rtl"]')).toBeVisible()
      await expectNoSidewaysScroll(arabic)
      await expectAccessible(arabic)
    }
  }
  await arabic.close()
})

async function expectNoSidewaysScroll(on: Page): Promise<void> {
  const [content, window] = await on.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  )
  expect(content).toBeLessThanOrEqual(window)
}
