import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, type Page, test } from '@playwright/test'
import type { Webhook } from '../contract/webhooks.ts'
import { fresh, read, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { enter, pickFromMenu, typeInto } from './keyboard.ts'
import { choose, signIn } from './people.ts'

const name = fresh('Campus cards')
let page: Page
let listener: Server
let address: string
let secret: string
let status = 204
const heard: { signature: string; body: string }[] = []

/** A program that listens on this machine. */
async function listen(request: IncomingMessage): Promise<{ status: number; text: string }> {
  if (request.method === 'GET') {
    const challenge = new URL(request.url!, 'http://here').searchParams.get('challenge')
    return { status: 200, text: JSON.stringify({ challenge }) }
  }
  const body = (await buffer(request)).toString('utf8')
  heard.push({ signature: String(request.headers['x-exl-signature']), body })
  return { status, text: '' }
}

test.beforeAll(async ({ browser }) => {
  listener = createServer((request, response) => {
    void listen(request).then(answer => response.writeHead(answer.status).end(answer.text))
  })
  await new Promise<void>(resolve => void listener.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/alma`
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  await signIn(page)
})
test.afterAll(async () => {
  const { items } = await read<{ items: Webhook[] }>(page, '/api/webhooks')
  for (const { webhookId } of items) await send(page, `/api/webhooks/${webhookId}`, { method: 'DELETE' })
  await page.close()
  listener.closeAllConnections()
  await new Promise(resolve => listener.close(resolve))
})

const row = () => page.getByRole('row', { name: new RegExp(name) })
const toasted = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible()

async function choosesInMenu(action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

test('an administrator adds a webhook, sees what is wrong at its field, and copies the secret', async () => {
  await page.goto('/configuration/users')
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await expect(page.getByText('No program is told of anything yet')).toBeVisible()
  await expectAccessibleInBoth(page)

  await page.getByRole('button', { name: 'Add webhook' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add webhook' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://cards.example.edu')
  await dialog.getByRole('checkbox', { name: 'Users' }).uncheck()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('The address must begin with https://.')).toBeVisible()
  await expect(dialog.getByText('At least one is needed.')).toBeVisible()
  await expectAccessibleInBoth(page)
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address)
  await dialog.getByRole('checkbox', { name: 'Users' }).check()
  await dialog.getByRole('checkbox', { name: 'Ends of jobs' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()

  const told = page.getByRole('dialog', { name: `The secret for ${name}` })
  await told.getByRole('button', { name: 'Copy the secret' }).click()
  secret = await page.evaluate<string>('navigator.clipboard.readText()')
  await expect(told.getByLabel('Secret')).toHaveValue(secret)
  await expectAccessibleInBoth(page)
  await page.keyboard.press('Escape')
  await told.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByText(secret)).toHaveCount(0)
  await expect(row()).toContainText('Check its address, then switch it on.')
  await expectAccessibleInBoth(page)
})

test('it cannot be switched on before its address has answered, and then it can', async () => {
  await choosesInMenu('Edit…')
  const edit = page.getByRole('dialog', { name: 'Edit webhook' })
  await edit.getByRole('switch', { name: 'The webhook is switched on' }).check()
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit.getByText('Check the address first.')).toBeVisible()
  await expectAccessible(page)
  await edit.getByRole('button', { name: 'Cancel' }).click()

  await choosesInMenu('Check…')
  const check = page.getByRole('dialog', { name: `Check ${name}` })
  await check.getByRole('button', { name: 'Check now' }).click()
  await expect(check.getByText('The program listens: the challenge came back.')).toBeVisible()
  await expectAccessibleInBoth(page)
  await check.getByRole('button', { name: 'Switch it on' }).click()
  await toasted(`${name} is switched on`)
  await expect(row()).toContainText('Active')
})

/** Edits somebody at the screen; the job description is what it was told to be. */
async function editsSomebody(job: string): Promise<void> {
  const [somebody] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: 'tokafor' })
  await page.goto(`/users/${somebody!.userId}/general`)
  await page.getByLabel('Job description').fill(job)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Job description')).toHaveValue(job)
}

test('what is changed at the screen arrives signed, within seconds', async () => {
  await editsSomebody('Carries cards')
  await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(1)
  const [{ signature, body }] = heard as [(typeof heard)[number]]
  expect(signature).toBe(createHmac('sha256', secret).update(body).digest('base64'))
  expect(JSON.parse(body)).toMatchObject({
    action: 'USER',
    event: { value: 'USER_UPDATED' },
    webhook_user: { method: 'UPDATE', user: { job_description: 'Carries cards' } },
  })
  await page.goto('/configuration/webhooks')
  await expect(row()).toContainText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/)
  await expectAccessibleInBoth(page)
})

test('what does not arrive waits and says why, and whoever looks can send it again', async () => {
  status = 500
  await editsSomebody('Carries more cards')
  await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(2)
  await page.goto('/configuration/webhooks')
  await expect(row()).toContainText('No answer')
  await expect(row()).toContainText('HTTP 500')
  await expectAccessibleInBoth(page)
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  const waiting = page.getByRole('row', { name: /Waiting/ })
  await expect(waiting).toContainText('HTTP 500')
  await expectAccessibleInBoth(page)
  await choose(page, 'Status', 'Delivered')
  await expect(page).toHaveURL(/status=DELIVERED/)
  await expect(waiting).toHaveCount(0)
  status = 204
  await page.getByRole('button', { name: /^Actions for USER_UPDATED/ }).click()
  await page.getByRole('menuitem', { name: 'Send again' }).click()
  await toasted('It is sent again.')
})

test('by keyboard alone', async () => {
  await page.goto('/configuration/webhooks')
  await pickFromMenu(page, page.getByRole('button', { name: `Actions for ${name}` }), 'Edit…')
  const dialog = page.getByRole('dialog', { name: 'Edit webhook' })
  await expect(dialog).toBeVisible()
  await typeInto(page, dialog.getByRole('textbox', { name: 'Address' }), `${address}/moved`)
  await expect(dialog.getByText('With another address the webhook is off')).toBeVisible()
  await enter(page, dialog.getByRole('button', { name: 'Save' }))
  await toasted(`${name} is saved and off: check its new address`)
  await expect(row()).toContainText('Its address is another now: check it.')
  await enter(page, page.getByRole('link', { name }))
  await expect(page.getByText('The webhook is switched off.')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /USER_UPDATED/ }).first()).toBeVisible()
})

test('in a narrow window, and from right to left', async () => {
  for (const path of ['/configuration/webhooks', page.url()]) {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(path)
    await expect(page.getByRole('table')).toBeVisible()
    const isTooWide = await page.evaluate<boolean>(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    expect(isTooWide).toBe(false)
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 1360, height: 900 })
  await page.evaluate(`localStorage.setItem('carrel.language', 'ar')`)
  await page.goto('/configuration/webhooks')
  await expect(page.getByRole('heading', { name: 'خطافات الويب' })).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.evaluate(`localStorage.removeItem('carrel.language')`)
})

test('who may only look sees the webhooks, and why they cannot be changed', async ({ browser }) => {
  const context = await browser.newContext()
  const looker = await context.newPage()
  await signIn(looker, 'tokafor')
  await looker.goto('/configuration/webhooks')
  await expect(looker.getByRole('row', { name: new RegExp(name) })).toBeVisible()
  await expect(looker.getByRole('button', { name: 'Add webhook' })).toHaveAttribute('aria-disabled', 'true')
  await context.close()
})

test('a deleted webhook is told nothing any more', async () => {
  await page.goto('/configuration/webhooks')
  await choosesInMenu('Delete…')
  await page.getByRole('button', { name: 'Delete the webhook' }).click()
  await expect(page.getByText('No program is told of anything yet')).toBeVisible()
})
