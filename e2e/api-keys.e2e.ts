import { expect, type Page, test } from '@playwright/test'
import type { ApiKey } from '../contract/api-keys.ts'
import { fresh, read, send } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { port } from './demo-folder.ts'
import { choose, signIn } from './people.ts'

const origin = `http://127.0.0.1:${port}`
const name = fresh('Self-check machines')
let page: Page
let key: string

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  await signIn(page)
})
test.afterAll(async () => {
  const { items } = await read<{ items: ApiKey[] }>(page, '/api/api-keys')
  for (const { apiKeyId } of items) await send(page, `/api/api-keys/${apiKeyId}`, { method: 'DELETE' })
  await page.close()
})

/** Asks as a program does, without the browser. */
async function ask(withKey: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${origin}/almaws/v1/conf/test`, {
    headers: { authorization: `apikey ${withKey}` },
  })
  return { status: answer.status, text: await answer.text() }
}

const row = () => page.getByRole('row', { name: new RegExp(name) })

async function choosesInMenu(action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** Copies the key that the dialog shows, and closes it. */
async function copiedKey(): Promise<string> {
  const dialog = page.getByRole('dialog', { name: `The key for ${name}` })
  await expect(dialog.getByText('it is shown only this once')).toBeVisible()
  await dialog.getByRole('button', { name: 'Copy the key' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  await expect(dialog.getByLabel('Key', { exact: true })).toHaveValue(copied)
  await expectAccessibleInBoth(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(copied)).toHaveCount(0)
  return copied
}

test('an administrator adds a key from the settings, sees what is wrong at its field, and copies the key', async () => {
  await page.goto('/configuration/users')
  await page.getByRole('link', { name: 'API keys' }).click()
  await expect(page.getByText('No program has a key yet')).toBeVisible()
  await expectAccessibleInBoth(page)

  await page.getByRole('button', { name: 'Add API key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add API key' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByLabel('Addresses').fill('127.0.0.1\nlibrary.example.edu')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('At least one is needed.')).toBeVisible()
  await expect(dialog.getByText('library.example.edu is not an address')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Addresses').fill('127.0.0.1')
  await choose(page, 'Area Configuration', 'Read-only')
  await dialog.getByRole('button', { name: 'Save' }).click()

  key = await copiedKey()
  await expect(row()).toContainText('Configuration: Read-only')
  await expect(row()).toContainText('Never')
  await expectAccessibleInBoth(page)
})

test('a program gets in with it, and the list says when', async () => {
  expect(await ask(key)).toEqual({
    status: 200,
    text: expect.stringMatching(/^<test>GET - OK - institutionCode: \w+<\/test>$/),
  })
  await page.reload()
  await expect(row()).toContainText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} from 127\.0\.0\.1/)
})

test('a key that is switched off is refused, and one that is replaced', async () => {
  await choosesInMenu('Edit…')
  const dialog = page.getByRole('dialog', { name: 'Edit API key' })
  await dialog.getByRole('switch', { name: 'The key is switched on' }).uncheck()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row()).toContainText('Off')
  expect((await ask(key)).status).toBe(400)
  await choosesInMenu('Edit…')
  await dialog.getByRole('switch', { name: 'The key is switched on' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row()).toContainText('Active')

  await choosesInMenu('Replace…')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Replace the key' }).click()
  const replacement = await copiedKey()
  expect((await ask(key)).text).toContain('UNAUTHORIZED')
  expect((await ask(replacement)).status).toBe(200)
  key = replacement
})

test('a deleted key is refused', async () => {
  await choosesInMenu('Delete…')
  await page.getByRole('button', { name: 'Delete the key' }).click()
  await expect(page.getByText('No program has a key yet')).toBeVisible()
  expect((await ask(key)).status).toBe(400)
})

test('who may only look sees the keys, and why they cannot be changed', async ({ browser }) => {
  const context = await browser.newContext()
  const looker = await context.newPage()
  await signIn(looker, 'tokafor')
  await looker.goto('/configuration/api-keys')
  const button = looker.getByRole('button', { name: 'Add API key' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await context.close()
})
