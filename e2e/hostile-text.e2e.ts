import { expect, type Page, test } from '@playwright/test'
import type { UserRecord } from '../contract/users.ts'
import { recordTabs } from '../web/users/record/tabs.ts'
import { fresh, planned, read, send, usersWhere } from './api.ts'
import { port } from './demo-folder.ts'
import { password, signIn } from './people.ts'
import { at } from './screens.ts'

// Texts that would run, wherever they are shown: none does, and none even tries (that would be a report of the policy).
test.describe.configure({ mode: 'serial' })

const attacks = [
  `<script>window.__pwned=1</script>`,
  `"><img src=x onerror="window.__pwned=1">`,
  `<svg onload=window.__pwned=1>`,
  `'-window.__pwned=1-'{{7*7}}\${7*7}`,
  `<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>`,
  `<a href="javascript:window.__pwned=1">x</a><b>{name, select, other {y}}</b>`,
]
const hostile = (index: number) => attacks[index % attacks.length]!
const evilName = hostile(0)

type Watched = { __pwned?: unknown; __reports: string[] }

/** Notes what the policy of the page refuses, and what runs in spite of it. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as Watched
    watched.__reports = []
    document.addEventListener('securitypolicyviolation', one => {
      watched.__reports.push(`${one.effectiveDirective} ${one.blockedURI} ${one.sample}`)
    })
  })
  page.on('dialog', async dialog => {
    await dialog.dismiss()
    throw new Error(`A script has opened a dialog: ${dialog.message()}`)
  })
}

async function expectQuiet(page: Page, where: string): Promise<void> {
  const seen = await page.evaluate(() => {
    const { __pwned, __reports } = window as unknown as Watched
    const inline = [
      ...document.querySelectorAll('script:not([src]), iframe, object, embed, [onerror], [onload]'),
    ]
    const links = [...document.querySelectorAll('a[href]')].map(one => (one as HTMLAnchorElement).protocol)
    return {
      pwned: __pwned,
      reports: __reports,
      inline: inline.map(one => one.outerHTML.slice(0, 100)),
      odd: links.filter(one => !['http:', 'https:', 'mailto:', 'tel:', 'blob:'].includes(one)),
    }
  })
  expect({ where, ...seen }).toEqual({ where, pwned: undefined, reports: [], inline: [], odd: [] })
}

let page: Page
let person: UserRecord
let setId: number
let taskId: number

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage()
  await watch(page)
  await signIn(page)
  person = await hostilePerson()
  const filter = { field: 'primary_id', op: 'eq', value: person.values['primary_id'] }
  const body = {
    name: `${evilName} ${fresh('set')}`,
    kind: 'logical',
    description: hostile(1),
    note: hostile(2),
    filter,
  }
  setId = (await send<{ setId: number }>(page, '/api/sets', { body })).setId
  const update = await planned(page, '/api/tasks/update-users', {
    name: `${hostile(1)} ${fresh('job')}`.slice(0, 100),
    population: filter,
    changes: [{ field: 'job_description', value: hostile(3), condition: 'always' }],
    reason: hostile(4),
  })
  taskId = update.task.taskId
})
test.afterAll(async () => {
  await send(page, `/api/tasks/${taskId}/cancel`)
  await send(page, `/api/sets/${setId}`, { method: 'DELETE' })
  await page.close()
})

/** Somebody whose record is full of it, with a file and a letter. */
async function hostilePerson(): Promise<UserRecord> {
  const [like] = await usersWhere(page, { some: 'block' })
  const { segments } = await read<UserRecord>(page, `/api/users/${like!.userId}`)
  const { block_type, block_description } = segments['block']![0]!.values
  const values = {
    primary_id: fresh(`<img src=x onerror=window.__pwned=1>`),
    first_name: hostile(0),
    last_name: hostile(1),
    middle_name: hostile(2),
    pref_first_name: hostile(3),
    pref_last_name: hostile(4),
    user_group: 'STAFF',
    job_description: hostile(5),
    web_site_url: `https://evil.example/${encodeURIComponent(hostile(0))}'"><script>window.__pwned=1</script>`,
    'email/a': { address: 'a@evil.example', description: hostile(0), types: ['work'], preferred: true },
    'email/b': { address: `"onfocus="x@evil.example`, description: hostile(1), types: ['work'] },
    'address/a': {
      line1: hostile(0),
      line2: hostile(1),
      city: hostile(2),
      note: hostile(4),
      types: ['work'],
    },
    'phone/a': { number: hostile(1), types: ['office'] },
    'identifier/a': {
      id_type: 'UNIV_ID',
      value: `${hostile(2)} ${fresh('id')}`,
      note: hostile(0),
      status: 'ACTIVE',
    },
    'note/a': { note_type: 'LIBRARY', text: attacks.join('\n'), popup: true, pinned: true },
    'block/a': { block_type, block_description, status: 'ACTIVE', note: hostile(4) },
  }
  const made = await send<UserRecord>(page, '/api/users', { body: { recordType: 'STAFF', values } })
  const { csrfToken } = await read<{ csrfToken: string }>(page, '/api/session')
  const attached = await page.request.post(`/api/users/${made.userId}/attachments`, {
    headers: { 'x-csrf-token': csrfToken },
    multipart: {
      note: hostile(1),
      file: {
        name: `<img src=x onerror=window.__pwned=1>.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from('text'),
      },
    },
  })
  expect(attached.ok(), await attached.text()).toBe(true)
  const letter = { letter: 'general_mail', subject: hostile(0), text: attacks.join('\n') }
  await send(page, `/api/users/${made.userId}/letters`, { body: letter })
  await send(page, `/api/users/${made.userId}/opened`)
  return made
}

test('on every tab of the record', async () => {
  for (const tab of recordTabs) {
    await at(page, `/users/${person.userId}/${tab}?period=all`)
    await expectQuiet(page, tab)
  }
  await at(page, `/users/${person.userId}/notes`)
  await expect(page.getByText(evilName).first()).toBeVisible()
})

test('in lists, searches, sets, jobs and their plans', async () => {
  const q = encodeURIComponent(evilName)
  for (const path of [
    '/users?q=pwned&tab=STAFF',
    `/users?q=${q}`,
    `/users?q=x&index=${q}&userGroup=${q}&status=${q}&sort=${q}&filter=${q}`,
    `/users?filter=${encodeURIComponent(JSON.stringify({ field: 'last_name', op: 'contains', value: evilName }))}`,
    '/sets',
    `/sets/${setId}/combine`,
    '/tasks',
    `/tasks/${taskId}`,
    '/seats?q=pwned',
    `/nowhere/${q}`,
    `/users/${q}`,
    `/configuration/${q}`,
  ]) {
    await page.goto(path)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expectQuiet(page, path)
  }
})

test('in menus, dialogs, the unsaved form and what is said afterwards', async () => {
  await at(page, `/users/${person.userId}/general`)
  await expect(page.getByRole('dialog')).toContainText(evilName)
  await expectQuiet(page, 'pop-up note')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for this record' }).click()
  await expectQuiet(page, 'menu')
  await page.keyboard.press('Escape')
  await page.getByLabel('Job description').fill(hostile(1))
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await expect(page.getByText(/saved/i).first()).toBeVisible()
  await expectQuiet(page, 'saved')
  await page.getByRole('button', { name: 'Actions for this record' }).click()
  await page.getByRole('menuitem', { name: /Delete/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectQuiet(page, 'delete dialog')
  await at(page, '/sets')
  await page
    .getByRole('button', { name: /^Actions for <script>/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog')).toContainText(evilName)
  await expectQuiet(page, 'delete set')
})

test('in the preview of a letter, on paper, and in another language and direction', async () => {
  await at(page, `/users/${person.userId}/attachments`)
  await expect(page.getByText('onerror=window.__pwned=1').first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expectQuiet(page, 'print')
  await page.emulateMedia({ media: null })
  await at(page, '/configuration/letters')
  await expectQuiet(page, 'letters')
  await page.evaluate(() => localStorage.setItem('carrel.language', 'ar'))
  for (const tab of ['general', 'notes', 'history']) {
    await at(page, `/users/${person.userId}/${tab}`)
    await expectQuiet(page, `Arabic, ${tab}`)
  }
  await page.evaluate(() => localStorage.setItem('carrel.language', '"><script>window.__pwned=1</script>'))
  await at(page, '/users')
  await expectQuiet(page, 'a language that somebody made up')
  await page.evaluate(() => localStorage.removeItem('carrel.language'))
})

test('no main page asks for what the policy refuses', async () => {
  for (const path of [
    ...[
      '/users',
      '/desk',
      '/sets',
      '/sets/new',
      '/tasks',
      '/purge',
      '/purge/new',
      '/seats',
      '/sis',
      '/account',
    ],
    ...[
      '/my-details',
      '/users/new?recordType=STAFF',
      '/register',
      '/configuration/users',
      '/configuration/letters',
    ],
    ...['/configuration/login-restrictions', '/configuration/history'],
  ]) {
    await page.goto(path)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expectQuiet(page, path)
  }
})

test('the policy itself stops what would get past us', async () => {
  await at(page, '/users')
  const ran = await page.evaluate(async () => {
    const watched = window as unknown as Watched
    const box = document.createElement('div')
    box.innerHTML = '<img src=x onerror="window.__pwned=1">'
    document.body.append(box)
    const script = document.createElement('script')
    script.textContent = 'window.__pwned=2'
    document.body.append(script)
    await new Promise(resolve => setTimeout(resolve, 300))
    return { pwned: watched.__pwned, reports: watched.__reports.map(one => one.split(' ')[0]).toSorted() }
  })
  expect(ran).toEqual({ pwned: undefined, reports: ['script-src-attr', 'script-src-elem'] })
})

test('no page of ours is shown in a frame', async ({ browser }) => {
  const other = await browser.newPage()
  const app = `http://127.0.0.1:${port}`
  await other.route('http://framing.example/', route =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${app}/sign-in"></iframe>` }),
  )
  await other.goto('http://framing.example/')
  await expect.poll(() => other.frames().length).toBe(2)
  await expect.poll(() => other.frames()[1]!.url()).toMatch(/^chrome-error:/)
  await other.close()
})

test.describe('after signing in nobody is led away', () => {
  const ways = [
    '//evil.example/',
    '/\\evil.example',
    '/%09/evil.example',
    'https://evil.example',
    'javascript:window.__pwned=1',
  ]
  for (const next of ways) {
    test(next, async ({ browser }) => {
      const own = await (await browser.newContext()).newPage()
      await watch(own)
      await own.goto(`/sign-in?next=${next.includes('%') ? next : encodeURIComponent(next)}`)
      await own.getByLabel('Primary identifier').fill('mreyes')
      await own.getByLabel('Password', { exact: true }).fill(password)
      await own.getByRole('button', { name: 'Sign in' }).click()
      await expect(own.getByRole('heading', { name: 'Find and manage users' })).toBeVisible()
      expect(new URL(own.url()).host).toBe(`127.0.0.1:${port}`)
      await expectQuiet(own, next)
      await own.close()
    })
  }
})
