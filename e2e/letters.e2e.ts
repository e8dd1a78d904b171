import { expect, type Page, test } from '@playwright/test'
import { fromAlmaXml } from '../server/alma-user/from-alma-xml.ts'
import { type Arrived, type MailServer, openMailServer } from '../server/letters/testing/mail-server.ts'
import { confirmed, fresh, planned, send, usersWhere } from './api.ts'
import { expectAccessible, expectAccessibleInBoth } from './axe.ts'
import { mailPort } from './demo-folder.ts'
import { expectFocus, pickFromMenu } from './keyboard.ts'
import { signIn } from './people.ts'

// One story about one person: each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' })

let page: Page
let post: MailServer
let reader: Awaited<ReturnType<typeof somebody>>
test.beforeAll(async ({ browser }) => {
  post = await openMailServer(mailPort)
  page = await browser.newPage()
  await signIn(page)
  reader = await somebody()
})
test.afterAll(async () => {
  await send(page, '/api/settings', {
    method: 'PATCH',
    body: { values: { fromAddress: null, disableFromAddress: null } },
  })
  await page.close()
  await post.close()
})

const dialog = () => page.getByRole('dialog')
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })
const menu = () => page.getByRole('button', { name: 'Actions for this record' })

/** The program sends what waits once a minute. */
async function arrival(isIt: (arrived: Arrived) => boolean): Promise<Arrived> {
  await expect.poll(() => post.arrived.some(isIt), { timeout: 90_000, intervals: [1000] }).toBe(true)
  return post.arrived.find(isIt)!
}

/** Somebody new who can be written to. */
async function somebody() {
  const primaryId = fresh('reader').replace(' ', '.')
  const address = `${primaryId}@example.edu`
  const values = {
    primary_id: primaryId,
    first_name: 'Zephyrine',
    last_name: 'Quackenbush',
    user_group: 'GRAD',
    'email/c1': { address, types: ['personal'], preferred: true },
    'email/c2': { address: `mother.${address}`, types: ['cc_address'] },
  }
  await send(page, '/api/users', { body: { recordType: 'PUBLIC', values } })
  const [user] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId })
  return { ...user!, address }
}

test('personal information is sent by keyboard, stands among the attachments, and arrives whole', async () => {
  await page.goto(`/users/${reader.userId}/attachments`)
  await expect(menu()).toBeVisible()
  await pickFromMenu(page, menu(), 'Send message')
  await expect(dialog()).toContainText(`mother.${reader.address}`)
  await page.getByRole('radio', { name: 'Patron personal information' }).focus()
  await page.keyboard.press('Space')
  await expect(dialog()).not.toContainText(`mother.${reader.address}`)
  await expectAccessibleInBoth(page)
  await inDialog('Send').focus()
  await page.keyboard.press('Enter')
  await expect(dialog()).toHaveCount(0)
  await expectFocus(page, menu())
  await expect(page.getByText(`Message to ${reader.address} is on its way`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Actions for personal-information.xml' })).toBeVisible()

  const { to, mail } = await arrival(
    one => one.mail.subject?.startsWith('Your personal information') === true,
  )
  expect(to).toEqual([reader.address])
  const [file] = mail.attachments
  expect(file?.filename).toBe('personal-information.xml')
  expect(fromAlmaXml(file!.content)).toMatchObject({
    ...{ primary_id: reader.primaryId, last_name: 'Quackenbush', user_group: 'GRAD' },
    contact_info: { email: [{ email_address: reader.address }, { preferred: 'false' }] },
  })
})

test('the file is sent again from the attachments; a locked sender and the end of a job are mailed, too', async () => {
  await page.goto(`/users/${reader.userId}/attachments`)
  await page.getByRole('button', { name: 'Actions for personal-information.xml' }).click()
  await page.getByRole('menuitem', { name: 'Resend…' }).click()
  await expect(dialog()).toContainText('The files go with a letter')
  await expectAccessible(page)
  await inDialog('Send the copy').click()
  await expect(dialog()).toHaveCount(0)

  const values = { fromAddress: 'help@example.edu', disableFromAddress: true }
  await send(page, '/api/settings', { method: 'PATCH', body: { values } })
  await menu().click()
  await page.getByRole('menuitem', { name: 'Send message' }).click()
  const from = page.getByRole('textbox', { name: 'From' })
  await expect(from).toHaveValue('help@example.edu')
  await expect(from).not.toBeEditable()
  await expect(from).toHaveAccessibleDescription('The institution has fixed the sender.')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your book')
  await dialog().getByRole('textbox', { name: 'Text' }).fill('It is here.')
  await inDialog('Send').click()
  await expect(dialog()).toHaveCount(0)

  const name = fresh('Mail me')
  const plan = await planned(page, '/api/tasks/update-users', {
    name,
    population: { field: 'primary_id', op: 'eq', value: reader.primaryId },
    changes: [{ field: 'job_description', value: name, condition: 'always' }],
  })
  await confirmed(page, plan)

  const copy = await arrival(one => one.mail.subject?.startsWith('Copy of our message') === true)
  expect(copy.to).toEqual([reader.address])
  expect(copy.mail.attachments.map(one => one.filename)).toEqual(['personal-information.xml'])
  const general = await arrival(one => one.mail.subject === 'Your book')
  expect(general.mail.from?.text).toBe('help@example.edu')
  expect(general.to.toSorted()).toEqual([`mother.${reader.address}`, reader.address])
  const { mail } = await arrival(one => one.mail.subject?.includes(name) === true)
  expect(mail.text).toContain(`number \u2068${plan.task.taskId}\u2069`)
  expect(mail.text).toContain('done: 1')
})

test('the words of a letter are changed with a preview, and restored', async () => {
  await page.goto('/configuration/letters')
  await expect(page.getByRole('row', { name: /User registration/ })).toContainText('Sent')
  await expectAccessibleInBoth(page)
  const open = () =>
    pickFromMenu(page, page.getByRole('button', { name: 'Actions for User registration' }), 'Edit…')
  await open()
  await page.getByRole('textbox', { name: 'Subject' }).fill('Hello {nobody}')
  await inDialog('Save').click()
  await expect(page.getByText('This letter knows no {nobody}.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Subject' }).fill('Hello {primaryId}')
  await page.getByRole('textbox', { name: 'Days that copies are kept' }).fill('30')
  await inDialog('Preview').click()
  await expect(dialog().getByText('Hello \u2068[primaryId]\u2069').last()).toBeVisible()
  await expectAccessibleInBoth(page)
  await inDialog('Save').click()
  await expect(dialog()).toHaveCount(0)
  const row = page.getByRole('row', { name: /User registration/ })
  await expect(row).toContainText('30 days')
  await expect(row).toContainText('en')
  await open()
  await inDialog('Restore the usual words').click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Welcome to the library')
  await page.getByRole('textbox', { name: 'Days that copies are kept' }).fill('')
  await inDialog('Save').click()
  await expect(row).toContainText('for ever')
})

test('who may not send personal information finds the reason', async ({ browser }) => {
  const looker = await browser.newPage()
  await signIn(looker, 'lsorensen')
  await looker.goto(`/users/${reader.userId}/attachments`)
  await looker.getByRole('button', { name: 'Actions for personal-information.xml' }).click()
  await expect(looker.getByRole('menuitem', { name: 'Resend…' })).toHaveAccessibleDescription(
    /\(letters\.send\)/,
  )
  await expect(looker.getByRole('link', { name: 'Letters' })).toHaveCount(0)
  await looker.close()
})
