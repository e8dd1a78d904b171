import { expect, type Locator, type Page } from '@playwright/test'

/** More presses than this to reach something is no way to work. */
const mostPresses = 150

/** Presses Tab until the element has the focus, and looks whether that can be seen. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeAttached()
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if (await hasFocus(target)) return expectVisibleFocus(page)
    await page.keyboard.press(key)
  }
  throw new Error(`${target} was not reached by ${mostPresses} presses of ${key}.`)
}

/** Goes there and presses Enter. */
export async function enter(page: Page, target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
  await tabTo(page, target, key)
  await page.keyboard.press('Enter')
}

/** Goes to a text field and replaces what it holds. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/** Opens a menu and takes an entry with the arrows. */
export async function pickFromMenu(page: Page, button: Locator, entry: string): Promise<void> {
  await enter(page, button)
  const item = page.getByRole('menuitem', { name: entry })
  await expect(item).toBeVisible()
  for (let presses = 0; presses < 20 && !(await hasFocus(item)); presses += 1)
    await page.keyboard.press('ArrowDown')
  await expect(item).toBeFocused()
  await expectVisibleFocus(page)
  await page.keyboard.press('Enter')
}

/** Opens a select with the arrow, goes down to the option and takes it. */
export async function pickOption(page: Page, label: string, option: RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await tabTo(page, box)
  await expect(box).toBeEnabled()
  await page.keyboard.press('ArrowDown')
  const wanted = page.getByRole('listbox', { name: label }).getByRole('option', { name: option })
  await expect(wanted).toBeVisible()
  const id = await wanted.getAttribute('id')
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if ((await box.getAttribute('aria-activedescendant')) === id) {
      await page.keyboard.press('Enter')
      return expect(box).toHaveValue(option)
    }
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`The option ${option} of ${label} was not reached.`)
}

/** Waits until the focus is there, without any key, and can be seen. */
export async function expectFocus(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeFocused()
  await expectVisibleFocus(page)
}

/** An outline or a shadow of what has the focus, or of the face beside a hidden check box. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  expect(await page.evaluate<string>(focusRing)).toBe('visible')
}

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate(element => element.matches(':focus'))

const focusRing = `(() => {
  const shows = element => {
    const style = getComputedStyle(element)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  }
  const active = document.activeElement
  const isHidden = active.getBoundingClientRect().width <= 1 || getComputedStyle(active).opacity === '0'
  const face = isHidden ? active.nextElementSibling : active
  return face && shows(face) ? 'visible' : 'no ring around ' + active.outerHTML.slice(0, 200)
})()`
