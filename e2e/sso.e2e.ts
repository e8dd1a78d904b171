import { type Browser, expect, type Page, test } from '@playwright/test'
import type { SignInProfile } from '../contract/sso.ts'
import { type OidcServer, oidcClient, openOidcServer } from '../server/sso/testing/oidc-server.ts'
import { openSamlServer, type SamlServer } from '../server/sso/testing/saml-server.ts'
import { signingPair } from '../server/sso/testing/signing-pairs.ts'
import { fresh, read, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { port } from './demo-folder.ts'
import { choose, signIn } from './people.ts'
import { onRecords } from './records.ts'

const origin = `http://127.0.0.1:${port}`
let page: Page
let oidc: OidcServer
let saml: SamlServer
/** Somebody of the student system, who has no password here. */
let primaryId: string

test.beforeAll(async ({ browser }) => {
  oidc = await openOidcServer([`${origin}/api/sso/e2e-oidc/return`, `${origin}/api/sso/e2e-social/return`])
  saml = await openSamlServer()
  page = await browser.newPage()
  await signIn(page)
  const [person] = await usersWhere(page, {
    and: [
      { field: 'account_type', op: 'eq', value: 'EXTERNAL' },
      { field: 'status', op: 'eq', value: 'ACTIVE' },
      { field: 'expiry_date', op: 'gt', value: { daysFromToday: 30 } },
    ],
  })
  primaryId = person!.primaryId
})
test.afterAll(async () => {
  const { items } = await read<{ items: SignInProfile[] }>(page, '/api/sign-in-profiles')
  for (const { profileId } of items)
    await send(page, `/api/sign-in-profiles/${profileId}`, { method: 'DELETE' })
  await page.close()
  await Promise.all([oidc.close(), saml.close()])
})

const card = (name: string) => page.getByRole('region', { name })

/** A browser in which nobody is signed in, on the sign-in page. */
async function visitor(browser: Browser): Promise<Page> {
  const other = await (await browser.newContext()).newPage()
  await other.goto('/sign-in?next=%2Fmy-details')
  return other
}

async function passOidc(other: Page, login: string): Promise<void> {
  await other.getByPlaceholder('Enter any login').fill(login)
  await other.getByPlaceholder('and password').fill('anything')
  await other.getByRole('button', { name: 'Sign-in' }).click()
  await other.getByRole('button', { name: 'Continue' }).click()
}

const whoIs = async (other: Page) =>
  (await read<{ user: { primaryId: string } }>(other, '/api/session')).user.primaryId

test('an administrator adds a profile on the page of the configuration, tests it, and it is offered', async () => {
  await page.goto('/configuration/users')
  await page.getByRole('link', { name: 'Single sign-on' }).click()
  await expect(page.getByText('Nobody signs in through others yet')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add profile' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add profile' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('This entry is needed.').first()).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Code').fill('e2e-oidc')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Campus account')
  await dialog.getByLabel('Issuer').fill('http://id.example.edu')
  await dialog.getByLabel('Client ID').fill(oidcClient.clientId)
  await dialog.getByRole('textbox', { name: 'Client secret' }).fill(oidcClient.clientSecret)
  await dialog.getByRole('switch', { name: 'Offer it on the sign-in page' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('The address must begin with https://.')).toBeVisible()
  await dialog.getByLabel('Issuer').fill(oidc.issuer)
  await dialog.getByRole('button', { name: 'Save' }).click()

  await expect(card('Campus account')).toContainText(`${origin}/api/sso/e2e-oidc/return`)
  await expect(card('Campus account')).toContainText('Is set')
  await card('Campus account').getByRole('button', { name: 'Test' }).click()
  await expect(card('Campus account').getByRole('status')).toContainText('answers as it should')
  await expectAccessibleInBoth(page)
})

test('somebody of the student system signs in by OpenID Connect and comes to the page that was wanted', async ({
  browser,
}) => {
  const other = await visitor(browser)
  await other.getByRole('button', { name: 'Campus account' }).click()
  await passOidc(other, primaryId)
  await other.waitForURL('**/my-details')
  expect(await whoIs(other)).toBe(primaryId)
  await other.context().close()
})

test('whom nobody knows here is told so on the sign-in page, and so is whoever gives up', async ({
  browser,
}) => {
  const other = await visitor(browser)
  await other.getByRole('button', { name: 'Campus account' }).click()
  await passOidc(other, 'nobody.at.all')
  await expect(other.getByRole('alert')).toContainText('You are signed in there, but not here')
  await expectAccessibleInBoth(other)

  await other.goto('/sign-in')
  await other.context().clearCookies()
  await other.getByRole('button', { name: 'Campus account' }).click()
  await other.getByRole('link', { name: /cancel/i }).click()
  await expect(other.getByRole('alert')).toContainText('did not work')
  await other.context().close()
})

test('somebody signs in by SAML', async ({ browser }) => {
  const { entityId, entryPoint } = saml
  const settings = { entityId, entryPoint, certificate: signingPair.certificate, attribute: 'uid' }
  await send(page, '/api/sign-in-profiles', {
    body: {
      code: 'e2e-saml',
      kind: 'SAML',
      name: 'Shibboleth',
      isActive: true,
      matchBy: 'PRIMARY',
      settings,
    },
  })
  const other = await visitor(browser)
  await other.getByRole('button', { name: 'Shibboleth' }).click()
  await other.getByLabel('User').fill(primaryId)
  await other.getByRole('button', { name: 'Enter' }).click()
  await other.getByRole('button', { name: 'Continue' }).click()
  await other.waitForURL('**/my-details')
  expect(await whoIs(other)).toBe(primaryId)
  await other.context().close()
})

test('staff invite to social login once there is a network; the link leads to a choice', async ({
  browser,
}) => {
  const [person] = await usersWhere(page, {
    and: [
      { field: 'record_type', op: 'eq', value: 'PUBLIC' },
      { field: 'is_protected', op: 'eq', value: false },
      { some: 'email', where: { field: 'preferred', op: 'eq', value: true } },
    ],
  })
  const menu = async () => {
    await page.goto(`/users/${person!.userId}/general`)
    await page.getByRole('button', { name: 'Actions for this record' }).click()
    return page.getByRole('menuitem', { name: 'Send social login invitation…' })
  }
  await expect(await menu()).toHaveAttribute('aria-disabled', 'true')

  await page.goto('/configuration/sign-in')
  await page.getByRole('button', { name: 'Add profile' }).click()
  await choose(page, 'Kind', 'Social login')
  await page.getByLabel('Code').fill('e2e-social')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Google')
  await page.getByLabel('Issuer').fill(oidc.issuer)
  await page.getByLabel('Client ID').fill(oidcClient.clientId)
  await choose(page, 'Compared with', 'Google')
  await page.getByRole('switch', { name: 'Offer it on the sign-in page' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(card('Google')).toBeVisible()

  await (await menu()).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /Message to/ })).toBeVisible()

  await inviteSomebodyNew()

  const other = await visitor(browser)
  await other.goto(`/attach-account#${'x'.repeat(43)}`)
  await other.getByRole('button', { name: 'Google' }).click()
  await expect(other.getByRole('alert')).toContainText('not valid any more')
  await expectAccessibleInBoth(other)
  await other.goto('/attach-account')
  await expect(other.getByText('The link is not complete.')).toBeVisible()
  await other.context().close()
})

/** The form of a new user sends the invitation along, if it is asked to. */
async function inviteSomebodyNew(): Promise<void> {
  const on = onRecords(page)
  await page.goto('/users/new?recordType=PUBLIC')
  const newcomer = fresh('social').replace(' ', '-')
  await on.box('Primary identifier').fill(newcomer)
  await on.box('First name').fill('Sophie')
  await on.box('Last name').fill(fresh('Germain'))
  await choose(page, 'User group', /Faculty/)
  await on.box('E-mail address').fill(`${newcomer}@example.edu`)
  await page.getByRole('combobox', { name: 'Types' }).first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('option', { name: 'Personal' }).first().click()
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: /social login/i }).check()
  await on.button('Save').click()
  await expect(
    page.getByRole('alert').filter({ hasText: `Message to ${newcomer}@example.edu` }),
  ).toBeVisible()
}

test('whoever may only see the configuration sees the profiles, and why nothing can be changed', async ({
  browser,
}) => {
  const viewer = await (await browser.newContext()).newPage()
  await signIn(viewer, 'tokafor')
  await viewer.goto('/configuration/sign-in')
  await expect(viewer.getByRole('heading', { name: 'Single sign-on', level: 1 })).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Add profile' })).toHaveAttribute('aria-disabled', 'true')
  await viewer.context().close()
})
