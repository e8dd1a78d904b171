import { expect, type Page, test } from '@playwright/test'
import type { Page as Rows } from '../contract/page.ts'
import type { PurgedUser } from '../contract/purge.ts'
import type { UserRecord, UserRow } from '../contract/users.ts'
import { confirmed, fresh, planned, read, send, usersWhere } from './api.ts'
import { expectAccessible } from './axe.ts'
import { expectFocus, pickFromMenu, tabTo } from './keyboard.ts'
import { confirmPlan, signIn, waitForPlan } from './people.ts'

let page: Page
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await signIn(page)
})
test.afterAll(() => page.close())

const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

/** Somebody new whom nothing keeps. */
async function somebody(recordType: 'PUBLIC' | 'CONTACT' = 'PUBLIC'): Promise<UserRow> {
  const primaryId = fresh('leaver').replace(' ', '.')
  const kind = recordType === 'CONTACT' ? 'phone' : 'email'
  const contact =
    kind === 'phone'
      ? { number: '555 0100', types: ['office'], preferred: true }
      : { address: `${primaryId}@example.edu`, types: ['personal'], preferred: true }
  const values = {
    primary_id: primaryId,
    first_name: 'Zephyrine',
    last_name: fresh('Quackenbush'),
    ...(recordType === 'PUBLIC' ? { user_group: 'GRAD' } : {}),
    [`${kind}/c1`]: contact,
  }
  await send<UserRecord>(page, '/api/users', { body: { recordType, values } })
  const [user] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: primaryId })
  return user!
}

/** Somebody of the demo who owes money, and whom nothing else keeps, or loans do as well. */
async function debtor(hasLoans: boolean): Promise<UserRow> {
  const [user] = await usersWhere(page, {
    and: [
      { field: 'balance', op: 'gt', value: 0 },
      { field: 'active_loans', op: hasLoans ? 'gt' : 'eq', value: 0 },
      { field: 'hold_shelf_requests', op: 'eq', value: 0 },
      { field: 'linked_in_other_systems', op: 'eq', value: false },
      { field: 'is_protected', op: 'eq', value: false },
      { some: 'email', where: { field: 'preferred', op: 'eq', value: true } },
    ],
  })
  return user!
}

const menuOf = (user: UserRow) => page.getByRole('button', { name: `Actions for ${user.name}` })

async function askFor(user: UserRow): Promise<void> {
  await page.goto(`/users?q=${encodeURIComponent(user.primaryId)}`)
  await menuOf(user).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
}

test('who is deleted is gone from the list, and a toast leads to where the user can be restored', async () => {
  const user = await somebody()
  await askFor(user)
  await expect(page.getByRole('dialog', { name: `Delete ${user.name}?` })).toBeVisible()
  await expect(inDialog('Cancel')).toBeFocused()
  await expectAccessible(page)
  await inDialog('Cancel').click()
  await expect(menuOf(user)).toBeFocused()

  await askFor(user)
  await inDialog('Delete').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const toast = page.getByRole('alert').filter({ hasText: `${user.name} is deleted` })
  await expect(toast).toContainText(/can be restored until \d{4}-\d\d-\d\d/)
  await expect(page.getByText('Nobody matches')).toBeVisible()

  await toast.getByRole('link', { name: 'Deleted users' }).click()
  await expect(page.getByRole('heading', { name: 'Purged users', level: 1 })).toBeVisible()
  await page.getByRole('checkbox', { name: `Select ${user.primaryId}` }).check()
  await page.getByRole('button', { name: /^Restore 1 user/ }).click()
  await waitForPlan(page)
  expect(await confirmPlan(page)).toBe(1)
  expect(await usersWhere(page, { field: 'primary_id', op: 'eq', value: user.primaryId })).toHaveLength(1)
})

test('a contact is deleted only after being told that contacts should stay', async () => {
  const user = await somebody('CONTACT')
  await askFor(user)
  await expect(page.getByText('Contacts are meant for vendors and should not be deleted.')).toBeVisible()
  await inDialog('Cancel').click()
})

test('who owes is kept; with the fees waived the question comes again, and then the user goes', async () => {
  const user = await debtor(false)
  await askFor(user)
  await expect(page.getByRole('dialog', { name: `${user.name} cannot be deleted` })).toBeVisible()
  await expect(page.getByText(/The account has a balance of \$[\d.,]+\./)).toBeVisible()
  await expect(inDialog('Cancel')).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('link', { name: 'View user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: user.name })).toBeVisible()

  await askFor(user)
  await inDialog('Waive fees…').click()
  await expect(page.getByRole('dialog', { name: `Waive the fees and delete ${user.name}?` })).toBeVisible()
  await expect(inDialog('Cancel')).toBeFocused()
  await expectAccessible(page)
  await inDialog('Waive and delete').click()
  await expect(page.getByText(`${user.name} is deleted`)).toBeVisible()
  const { items } = await read<Rows<PurgedUser>>(page, `/api/purged-users?q=${user.primaryId}`)
  expect(items).toHaveLength(1)
  // Other tests count on the people of the demo.
  await confirmed(page, await planned(page, '/api/tasks/restore', { userIds: [user.userId] }))
  expect(await usersWhere(page, { field: 'primary_id', op: 'eq', value: user.primaryId })).toHaveLength(1)
})

test('when fees are not all, waiving is not offered, and the user can be notified', async () => {
  const user = await debtor(true)
  await askFor(user)
  await expect(page.getByText('There are loans. They must be returned first.')).toBeVisible()
  await expect(inDialog('Waive fees…')).toBeDisabled()
  await expect(inDialog('Waive fees…')).toHaveAccessibleDescription(/there are other reasons/)
  await inDialog('Notify user').click()
  await expect(page.getByText(/^The letter to \S+@\S+ is /)).toBeVisible()
})

test('by keyboard alone: into the question, out of it, and the focus is where it was', async () => {
  const user = await somebody()
  await page.goto(`/users?q=${encodeURIComponent(user.primaryId)}`)
  await expect(menuOf(user)).toBeVisible()
  await pickFromMenu(page, menuOf(user), 'Delete…')
  await expectFocus(page, inDialog('Cancel'))
  await page.keyboard.press('Escape')
  await expectFocus(page, menuOf(user))
  await pickFromMenu(page, menuOf(user), 'Delete…')
  await expectFocus(page, inDialog('Cancel'))
  await tabTo(page, inDialog('Delete'))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${user.name} is deleted`)).toBeVisible()
})

test('who may not delete finds the entry and the reason', async ({ browser }) => {
  const looker = await browser.newPage()
  await signIn(looker, 'lsorensen')
  await looker.goto('/users?q=gwalker')
  await looker
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  const entry = looker.getByRole('menuitem', { name: 'Delete…' })
  await expect(entry).toHaveAccessibleDescription(/\(users\.delete\)/)
  await entry.click({ force: true })
  await expect(looker.getByRole('dialog')).toHaveCount(0)
  await looker.close()
})
