import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const areTransitionsOver = `document.getAnimations()
  .every(one => !(one instanceof CSSTransition) || one.playState !== 'running')`

/** WCAG 2.2 A and AA, as far as a machine can tell, on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page.getByText('Loading…')).toHaveCount(0)
  // A colour on its way to another one is not what people read.
  await expect.poll(() => page.evaluate<boolean>(areTransitionsOver)).toBe(true)
  // One frame only, so the detour through a blank page for frames of other origins is not needed.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
  expect(found).toEqual([])
}

/** The same in the light and in the dark scheme; the screen follows the system unless told otherwise. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectAccessible(page)
}
