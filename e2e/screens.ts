import { expect, type Page } from '@playwright/test'
import { recordTabs } from '../web/users/record/tabs.ts'
import { confirmed, fresh, planned, send, usersWhere } from './api.ts'

/** A page in one of its states, and how to come there. */
export type Screen = { name: string; open: (page: Page) => Promise<unknown> }

/** Records and jobs that the screens show. */
export type Samples = {
  person: number
  staff: number
  /** An account that the student system manages. */
  external: number
  purge: number
  completed: number
  sets: { setId: number; name: string }[]
}

/**
 * A user with notes, blocks and addresses, a staff account, a purge plan that nobody confirms, a job
 * that is done, two sets.
 */
export async function prepareSamples(page: Page): Promise<Samples> {
  const [person] = await usersWhere(page, { and: [{ some: 'note' }, { some: 'block' }, { some: 'address' }] })
  const [staff] = await usersWhere(page, { field: 'primary_id', op: 'eq', value: 'gwalker' })
  const [external] = await usersWhere(page, { field: 'account_type', op: 'eq', value: 'EXTERNAL' })
  const { task } = await planned(page, '/api/tasks/purge', {
    name: 'Accessibility: nobody confirms this',
    criteria: { waiveThreshold: '9.99' },
  })
  const sets = ['FACULTY', 'STAFF'].map(group => {
    const filter = { field: 'user_group', op: 'eq', value: group }
    return send<{ setId: number; name: string }>(page, '/api/sets', {
      body: { name: fresh(`Accessibility ${group}`), kind: 'itemised', filter },
    })
  })
  const update = await planned(page, '/api/tasks/update-users', {
    name: 'Accessibility: one description',
    population: { field: 'primary_id', op: 'eq', value: 'gwalker' },
    changes: [{ field: 'job_description', value: fresh('Head of'), condition: 'always' }],
  })
  return {
    person: person?.userId ?? 0,
    staff: staff?.userId ?? 0,
    external: external?.userId ?? 0,
    purge: task.taskId,
    completed: (await confirmed(page, update)).task.taskId,
    sets: await Promise.all(sets),
  }
}

/** Leaves nothing behind that another file could meet. */
export async function discardSamples(page: Page, { purge, sets }: Samples): Promise<void> {
  await send(page, `/api/tasks/${purge}/cancel`)
  for (const { setId } of sets) await send(page, `/api/sets/${setId}`, { method: 'DELETE' })
}

/** Goes to the address and waits for its heading and for the rows of its tables. */
export async function at(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const dialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible()

/** Few rows, where the state is not about them: the machine looks at every one. */
const few = '/users?userGroup=TEST'

/** The list of users in its states. */
export const listScreens: Screen[] = [
  { name: 'users', open: page => at(page, '/users') },
  ...['STAFF', 'PUBLIC', 'CONTACT'].map(tab => ({
    name: `users, tab ${tab}`,
    open: (page: Page) => at(page, `/users?tab=${tab}&q=wal`),
  })),
  {
    name: 'users with search and filters',
    open: page =>
      at(page, `/users?q=an&index=name&userGroup=GRAD&status=lapsed&sort=-expiryDate&filter=${aFilter}`),
  },
  { name: 'users, nobody matches', open: page => at(page, '/users?q=zqzqzq') },
  {
    name: 'users with selected rows',
    open: async page => {
      await at(page, few)
      await page.getByRole('checkbox', { name: 'Select all shown rows' }).check()
    },
  },
  ...[
    { state: 'columns', name: 'Columns' },
    { state: 'export', name: 'Export' },
    { state: 'row menu', name: /^Actions for/ },
  ].map(({ state, name }) => ({
    name: `users, ${state}`,
    open: async (page: Page) => {
      await at(page, few)
      await press(page, name)
    },
  })),
  {
    name: 'save as set',
    open: async page => {
      await at(page, few)
      await press(page, 'Save as set')
      await dialog(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('This entry is needed.')).toBeVisible()
    },
  },
  {
    name: 'deactivate dialog',
    open: async page => {
      await at(page, few)
      await page.getByRole('switch').first().click()
      await dialog(page)
    },
  },
]

const aFilter = encodeURIComponent(
  JSON.stringify({ field: 'purge_date', op: 'gte', value: { daysFromToday: -4000 } }),
)

const dialogOf = (name: string, path: string, ...presses: string[]): Screen => ({
  name,
  open: async page => {
    await at(page, path)
    for (const button of presses) {
      await page
        .getByRole('button', { name: button })
        .or(page.getByRole('menuitem', { name: button }))
        .first()
        .click()
    }
    await dialog(page)
  },
})

/** Adding users, and the dialogs of a record. */
export const editScreens = ({ staff, external }: Samples): Screen[] => [
  ...['PUBLIC', 'STAFF', 'CONTACT'].map(type => ({
    name: `add user, ${type}`,
    open: (page: Page) => at(page, `/users/new?recordType=${type}`),
  })),
  {
    name: 'add user, incomplete',
    open: async page => {
      await at(page, '/users/new?recordType=PUBLIC')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByText('This entry is needed.').first()).toBeVisible()
    },
  },
  dialogOf('add address', `/users/${staff}/contact`, 'Add address'),
  dialogOf('add e-mail, incomplete', `/users/${external}/contact`, 'Add e-mail address', 'Add and close'),
  dialogOf('add note', `/users/${staff}/notes`, 'Add note'),
  dialogOf('add block', `/users/${staff}/blocks`, 'Add block'),
  dialogOf('add proxy', `/users/${staff}/proxies`, 'Add proxy for'),
  dialogOf('open for update', `/users/${external}/general`, 'Actions for this record', 'Open for update'),
  dialogOf(
    'toggle account type',
    `/users/${staff}/general`,
    'Actions for this record',
    'Toggle account type',
  ),
]

/** A record, every tab, and what editing brings up. */
export const recordScreens = ({ person, staff }: Samples): Screen[] => [
  ...recordTabs.map(tab => ({
    name: `record, ${tab}`,
    open: (page: Page) => at(page, `/users/${person}/${tab}?period=all`),
  })),
  {
    name: 'record, unsaved with a wrong value',
    open: async page => {
      await at(page, `/users/${staff}/general`)
      await page.getByLabel('Purge date').fill('2001-01-01')
      await page.getByLabel('Job description').click()
      await press(page, 'Save')
      await expect(page.getByText('This date must not be in the past.').first()).toBeVisible()
    },
  },
  {
    name: 'record, leaving without saving',
    open: async page => {
      await at(page, `/users/${staff}/general`)
      await page.getByLabel('Job description').fill('Not kept')
      await page.getByRole('link', { name: 'Sets' }).click()
      await dialog(page)
    },
  },
  {
    name: 'record, about',
    open: async page => {
      await at(page, `/users/${person}/general`)
      await press(page, 'About this record')
    },
  },
]

/** Sets, jobs, purge, the student system. */
export const workScreens = ({ purge, completed, sets: [set] }: Samples): Screen[] => [
  { name: 'sets', open: page => at(page, '/sets') },
  {
    name: 'sets, delete dialog',
    open: async page => {
      await at(page, '/sets')
      await page.getByRole('button', { name: `Actions for ${set?.name}` }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await dialog(page)
    },
  },
  {
    name: 'add set, incomplete',
    open: async page => {
      await at(page, '/sets/new')
      await press(page, 'Create the set')
      await expect(page.getByText('Choose a file.')).toBeVisible()
    },
  },
  { name: 'combine', open: page => at(page, `/sets/${set?.setId}/combine`) },
  { name: 'jobs', open: page => at(page, '/tasks') },
  { name: 'planned purge', open: page => at(page, `/tasks/${purge}`) },
  {
    name: 'planned purge, one reason',
    open: page => at(page, `/tasks/${purge}?outcome=keep&reason=active_loans`),
  },
  {
    name: 'confirm dialog with a wrong count',
    open: async page => {
      await at(page, `/tasks/${purge}`)
      await press(page, 'Confirm…')
      await page.getByRole('dialog').getByRole('textbox').fill('1')
    },
  },
  { name: 'completed job', open: page => at(page, `/tasks/${completed}`) },
  { name: 'update users', open: page => at(page, `/tasks/update-users?set=${set?.setId}`) },
  { name: 'purge', open: page => at(page, '/purge') },
  { name: 'add purge', open: page => at(page, '/purge/new') },
  { name: 'purged users', open: page => at(page, '/purge/users') },
  { name: 'SIS', open: page => at(page, '/sis') },
  { name: 'no such page', open: page => at(page, '/nowhere') },
  { name: 'no such user', open: page => at(page, '/users/99999999/general') },
  { name: 'no such job', open: page => at(page, '/tasks/99999999') },
]

/** Before the door. */
export const entranceScreens: Screen[] = [
  {
    name: 'sign-in refused',
    open: async page => {
      await at(page, '/sign-in')
      await page.getByLabel('Primary identifier').fill('nobody')
      await page.getByLabel('Password', { exact: true }).fill('nothing')
      await press(page, 'Sign in')
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  { name: 'set-up without its link', open: page => at(page, '/setup') },
]

/** What somebody sees who may only look. */
export const lookerScreens = ({ staff, purge }: Samples): Screen[] => [
  { name: 'users, view only', open: page => at(page, '/users') },
  { name: 'record, view only', open: page => at(page, `/users/${staff}/general`) },
  { name: 'purge, forbidden', open: page => at(page, '/purge') },
  { name: 'job, forbidden', open: page => at(page, `/tasks/${purge}`) },
  { name: 'sets, forbidden', open: page => at(page, '/sets') },
]
