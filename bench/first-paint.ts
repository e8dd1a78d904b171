// How long the page of a record takes to its first paint and to its name, on the demo of the embedded database:
// `npm run build && node bench/first-paint.ts --users 100000`. Needs Chromium; see e2e/playwright.config.ts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { percentile } from './measure.ts'

const { values: options } = parseArgs({
  options: { users: { type: 'string', default: '100000' }, visits: { type: 'string', default: '15' } },
})

type Visit = { firstPaint: number; name: number; requests: number }

/** Starts the demo in a folder of its own, waits until it answers, and gives its address. */
async function startDemo(folder: string) {
  const main = resolve(import.meta.dirname, '../server/main.ts')
  const demo = spawn(process.execPath, [main, '--demo'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: '8098',
      CARREL_DATA: folder,
      CARREL_DEMO_USERS: options.users,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = 'http://127.0.0.1:8098'
  for await (const line of createInterface(demo.stdout)) if (line.includes('8098')) break
  demo.stdout.resume()
  const stop = async () => {
    demo.kill('SIGTERM')
    await once(demo, 'exit')
  }
  return { origin, stop }
}

async function signIn(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } })
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Primary identifier').fill('mreyes')
  await page.getByLabel('Password', { exact: true }).fill('northlake-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/users')
  return page
}

/** Opens a record as from a link: the page is loaded anew, the files of the program come from the browser's cache. */
async function visit(page: Page, address: string): Promise<Visit> {
  let requests = 0
  const count = (request: { url: () => string }) => {
    if (/\/api\/users\/\d+$/.test(request.url())) requests += 1
  }
  page.on('request', count)
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  const times = await page.evaluate<{ firstPaint: number; name: number }>(
    `({ firstPaint: performance.getEntriesByName('first-contentful-paint')[0].startTime, name: performance.now() })`,
  )
  page.off('request', count)
  return { ...times, requests }
}

const folder = await mkdtemp(join(tmpdir(), 'carrel-paint-'))
const demo = await startDemo(folder)
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const page = await signIn(browser, demo.origin)
  const people = await page.evaluate<number[]>(
    `fetch('/api/users?limit=${options.visits}&q=an').then(r => r.json()).then(r => r.items.map(one => one.userId))`,
  )
  const visits: Visit[] = []
  for (const userId of people) visits.push(await visit(page, `${demo.origin}/users/${userId}/general`))
  const of = (key: keyof Visit) =>
    Math.round(
      percentile(
        visits.map(one => one[key]),
        50,
      ),
    )
  console.log(
    `${options.users} users, ${visits.length} records: first contentful paint ${of('firstPaint')} ms, ` +
      `name of the user ${of('name')} ms, requests for the record ${of('requests')} (medians)`,
  )
} finally {
  await browser.close()
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
}
