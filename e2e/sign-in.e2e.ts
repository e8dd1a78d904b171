import { request as httpRequest, type IncomingMessage } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { TOTP } from 'otpauth'
import { type MailServer, openMailServer } from '../server/letters/testing/mail-server.ts'
import { read, send } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { mailPort, port } from './demo-folder.ts'
import { signIn } from './people.ts'

const first = 'correct horse battery'
const next = 'staple of the desk'

type Person = { userId: number; primaryId: string }
let people = 0

/** A new user with a password and an e-mail address, made by the administrator who is signed in on the page. */
async function newUser(page: Page, values: object = {}): Promise<Person> {
  const primaryId = `door-${Date.now().toString(36)}-${people++}`
  const body = {
    recordType: 'STAFF',
    password: first,
    values: {
      primary_id: primaryId,
      first_name: 'Dora',
      last_name: 'Doorkeeper',
      user_group: 'STAFF',
      'email/a': { address: `${primaryId}@northlake.example.edu`, types: ['work'], preferred: true },
      ...values,
    },
  }
  const { userId } = await send<{ userId: number }>(page, '/api/users', { body })
  return { userId, primaryId }
}

const settings = (page: Page, values: object) =>
  send(page, '/api/settings', { method: 'PATCH', body: { values } })

/** Leaves, and knocks at the door with name and password. */
async function knock(page: Page, { primaryId }: Person, password = first): Promise<void> {
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('Primary identifier').fill(primaryId)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** Inside: the menu of the account says who. */
const expectInside = (page: Page) =>
  expect(page.getByRole('button', { name: 'Account: Dora Doorkeeper' })).toBeVisible()

async function choosePassword(page: Page): Promise<void> {
  await page.getByLabel('New password').fill(next)
  await page.getByLabel('Verify password').fill(next)
  await page.getByRole('button', { name: 'Set the password and go on' }).click()
}

test('the password must be changed: a poor one is refused, a good one goes on', async ({ page }) => {
  await signIn(page)
  const person = await newUser(page, { force_password_change: true })
  await knock(page, person)
  await expect(heading(page, 'Choose a new password')).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.getByLabel('New password').fill('password1')
  await page.getByLabel('Verify password').fill('password2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The two passwords differ.')).toBeVisible()
  await page.getByLabel('Verify password').fill('password1')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is too easy to guess.')).toBeVisible()
  await choosePassword(page)
  await expectInside(page)
  await knock(page, person, next)
  await expectInside(page)
})

test('the link of the first start gives its token to the form', async ({ page }) => {
  await page.goto('/setup#token-of-the-first-start')
  await page.getByLabel('First name').fill('Dora')
  await page.getByLabel('Last name').fill('Doorkeeper')
  await page.getByLabel('Name of the institution').fill('Northlake')
  await page.getByLabel('Primary identifier').fill('dora')
  await page.getByRole('textbox', { name: 'Password' }).fill(first)
  const sent = page.waitForRequest('**/api/setup')
  await page.keyboard.press('Enter')
  expect((await sent).postDataJSON()).toMatchObject({ token: 'token-of-the-first-start' })
})

test('a forgotten password: the mailed link opens the door once', async ({ page }) => {
  await signIn(page)
  const person = await newUser(page)
  const post = await openMailServer(mailPort)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await expect(heading(page, 'Forgotten password')).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.getByLabel('Identifier or e-mail address').fill(person.primaryId)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('If there is an account of this name')).toBeVisible()
  const link = await mailedLink(post, person)
  await post.close()
  await page.goto(link)
  await expect(heading(page, 'Choose a new password')).toBeVisible()
  await expectAccessible(page)
  await choosePassword(page)
  await expectInside(page)
  await page.goto('/sign-in')
  await page.goto(link)
  await choosePassword(page)
  await expect(page.getByText('This link or step is no longer good')).toBeVisible()
})

/** The worker sends mail every minute. */
async function mailedLink(post: MailServer, { primaryId }: Person): Promise<string> {
  const mine = () => post.arrived.find(one => one.to[0]?.startsWith(primaryId))
  await expect.poll(() => mine() !== undefined, { timeout: 100_000 }).toBe(true)
  return /\/reset#[\w-]+/.exec(mine()!.mail.text!)![0]
}

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })

test('a second factor: set up, asked for, replaced by a recovery code', async ({ page }) => {
  await signIn(page)
  await settings(page, { mfaForInternal: true })
  const person = await newUser(page)
  await knock(page, person)
  await expectInside(page)
  await page.getByRole('button', { name: 'Account: Dora Doorkeeper' }).click()
  await page.getByRole('menuitem', { name: 'Signing in' }).click()
  await expectAccessibleInBoth(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Present password').fill(first)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('img', { name: 'Picture for the app' })).toBeVisible()
  await expectAccessible(page)
  const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '')
  await dialog.getByLabel('Code').fill(codeOf(secret))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  const codes = await dialog.getByRole('listitem').allInnerTexts()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible()

  await knock(page, person)
  await expect(heading(page, 'Second factor')).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.getByLabel('Code').fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This code is not right')).toBeVisible()
  await page.getByLabel('Code').fill(codeOf(secret, 1))
  await page.keyboard.press('Enter')
  await expectInside(page)

  await knock(page, person)
  await page.getByLabel('Code').fill(codes[0]!)
  await page.keyboard.press('Enter')
  await expectInside(page)
  await knock(page, person)
  await page.getByLabel('Code').fill(codes[0]!)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This code is not right')).toBeVisible()
})

test('staff ask for a second factor: it is set up on the way in', async ({ page }) => {
  await signIn(page)
  await settings(page, { mfaForInternal: true })
  const person = await newUser(page, { mfa_enabled: true })
  await knock(page, person)
  await expect(heading(page, 'Set up your second factor')).toBeVisible()
  await expect(page.getByRole('img', { name: 'Picture for the app' })).toBeVisible()
  await expectAccessibleInBoth(page)
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
  await page.getByLabel('Code').fill(codeOf(secret))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expectInside(page)
})

test('one sees where one is signed in, and signs out everywhere else', async ({ page, browser }) => {
  await signIn(page)
  const person = await newUser(page)
  const elsewhere = await browser.newPage()
  await knock(elsewhere, person)
  await expectInside(elsewhere)
  await knock(page, person)
  await expectInside(page)
  await page.goto('/account')
  const rows = page.getByRole('table', { name: 'Where you are signed in' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('this one')
  await expect(rows.nth(1)).toContainText('127.0.0.*')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(rows).toHaveCount(2)
  await elsewhere.reload()
  await expect(heading(elsewhere, 'Sign in')).toBeVisible()
  await elsewhere.close()
})

test('one changes the own password, and goes on under another token', async ({ page }) => {
  await signIn(page)
  const person = await newUser(page)
  await knock(page, person)
  await expectInside(page)
  const token = async () => (await page.context().cookies()).find(one => one.name === 'carrel_session')?.value
  const before = await token()
  await page.goto('/account')
  const panel = page.getByRole('region', { name: 'Password' })
  await panel.getByLabel('Present password').fill(first)
  await panel.getByLabel('New password').fill(next)
  await panel.getByLabel('Verify password').fill(next)
  await panel.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('The password was changed.').first()).toBeVisible()
  expect(await token()).not.toBe(before)
  await page.getByRole('button', { name: 'Account: Dora Doorkeeper' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('from an address that is not allowed one writes to the manager', async ({ page }) => {
  await signIn(page)
  const manager = await newUser(page)
  const person = await newUser(page)
  await page.goto('/configuration/login-restrictions')
  await expect(page.getByText('Your address 127.0.0.1 is not in an allowed group')).toBeVisible()
  await page.getByRole('button', { name: 'Add a group' }).click()
  await page.getByLabel('Code').fill('LIB')
  await page.getByLabel('Name').fill('Library')
  await page.getByRole('textbox', { name: 'Addresses' }).fill('192.0.2.0/24')
  await page.getByRole('switch').click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('You would lock yourself out')).toBeVisible()
  await expectAccessibleInBoth(page)

  const group = { code: 'OTHER', name: 'Elsewhere', ranges: ['127.0.0.2'], isAllowed: true }
  await restrict({ isEnabled: true, groups: [group], managerId: manager.userId })
  await knock(page, person)
  await expect(heading(page, 'Not from this address')).toBeVisible()
  await expectAccessibleInBoth(page)
  await page.getByLabel('Your message').fill('I am at a conference.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Your message was sent.')).toBeVisible()
  await restrict({ isEnabled: false, groups: [] })
  await knock(page, person)
  await expectInside(page)
})

/** An administrator at another address of this machine says from where people sign in. */
async function restrict(body: object): Promise<void> {
  const session = await fromElsewhere('POST', '/api/session', {
    body: { primaryId: 'mreyes', password: 'northlake-demo' },
  })
  const cookie = String(session.headers['set-cookie']).split(';')[0]!
  const headers = { cookie, 'x-csrf-token': session.body.csrfToken }
  const answer = await fromElsewhere('PUT', '/api/login-restrictions', { body, headers })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

type Answer = { status: number; headers: IncomingMessage['headers']; body: { csrfToken: string } }

function fromElsewhere(
  method: string,
  path: string,
  { body, headers = {} }: { body: object; headers?: Record<string, string> },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, localAddress: '127.0.0.2', method, path }
    const asked = httpRequest(
      { ...options, headers: { 'content-type': 'application/json', ...headers } },
      response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk as Buffer))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: JSON.parse(text) as Answer['body'],
          })
        })
      },
    )
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

test('support acts as a user who allows it, under a bar that says so, and goes back', async ({ page }) => {
  await signIn(page)
  await settings(page, { allowSimulatedLogin: true })
  const { userId } = await newUser(page, { allow_simulated_login: true })
  await page.goto(`/users/${userId}/general`)
  await page.getByRole('button', { name: 'Actions for this record' }).click()
  await page.getByRole('menuitem', { name: 'Act as this user…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Act as this user' }).click()
  const bar = page.getByRole('region', { name: 'Acting as somebody else' })
  await expect(bar).toContainText('acts as Dora Doorkeeper')
  await expectInside(page)
  await expectAccessibleInBoth(page)
  await page.goto('/account')
  await expect(page.getByText('This is not your account')).toBeVisible()
  await bar.getByRole('button', { name: 'End' }).click()
  await expect(bar).toHaveCount(0)
  await page.goto(`/users/${userId}/history`)
  await expect(page.getByText('Support last acted as this user').first()).toBeVisible()
  const { user } = await read<{ user: { primaryId: string } }>(page, '/api/session')
  expect(user.primaryId).toBe('mreyes')
})

test('password, verify password and forced change are in the form of a new user', async ({ page }) => {
  await signIn(page)
  await page.goto('/users/new?recordType=STAFF')
  const section = page.getByRole('region', { name: 'Signing in' })
  await section.getByLabel('New password').fill(first)
  await section.getByLabel('Verify password').fill(next)
  await section.getByLabel('Must change the password at the next sign-in').check()
  const primaryId = `form-${Date.now().toString(36)}`
  await page.getByRole('textbox', { name: 'Primary identifier' }).fill(primaryId)
  await page.getByRole('textbox', { name: 'First name', exact: true }).fill('Dora')
  await page.getByRole('textbox', { name: 'Last name', exact: true }).fill('Doorkeeper')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(section.getByText('The two passwords differ.')).toBeVisible()
})
