import { expect, type Page } from '@playwright/test'
import { fresh, send } from './api.ts'

/** What tests of records do on a page: its fields, buttons and rows, and people of the test's own. */
export function onRecords(page: Page) {
  const box = (name: string, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('textbox', { name, exact: true })
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog')
  const rowOf = (text: string) => page.getByRole('row').filter({ hasText: text })

  async function rowAction(text: string, action: string): Promise<void> {
    await rowOf(text).getByRole('button').last().click()
    await page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  async function save(): Promise<void> {
    await button('Save').click()
    await expect(page.getByText('Changes saved')).toBeVisible()
    await expect(page.getByText('Changes saved')).toHaveCount(0, { timeout: 15_000 })
  }

  /** A person of the library's own, made for one test. */
  async function newPerson(values: Record<string, unknown> = {}): Promise<number> {
    const body = {
      recordType: 'PUBLIC',
      values: {
        primary_id: fresh('e2e').replace(' ', '-'),
        first_name: 'Test',
        last_name: fresh('Person'),
        user_group: 'FACULTY',
        'email/a': { address: 'test@example.edu', types: ['personal'], preferred: true },
        ...values,
      },
    }
    return (await send<{ userId: number }>(page, '/api/users', { body })).userId
  }

  /** An external account that no feed brings, so that nothing else is about it: with an external phone number. */
  async function newExternal(): Promise<number> {
    const userId = await newPerson({ campus_code: 'NORTH' })
    await send(page, `/api/users/${userId}/account-type`, { body: { revision: 1, accountType: 'EXTERNAL' } })
    const values = { 'phone/a': { number: '555-0100', types: ['home'], preferred: true, external: true } }
    await send(page, `/api/users/${userId}`, { method: 'PATCH', body: { revision: 2, values } })
    return userId
  }

  async function openTab(userId: number, tab: string): Promise<void> {
    await page.goto(`/users/${userId}/${tab}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  return { box, button, dialog, rowOf, rowAction, save, newPerson, newExternal, openTab }
}
