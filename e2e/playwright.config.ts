import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { demoCount, mailPortOf, port, ports } from './demo-folder.ts'

/** A Chromium of the system; Playwright's own download is never used. */
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executablePath = places.find(place => place !== undefined && existsSync(place))
if (!executablePath) {
  throw new Error(
    'No Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
  )
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The built product with its demo data, on the embedded database, as `npm run demo` starts it. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results',
  workers: demoCount,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    viewport: { width: 1360, height: 900 },
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    launchOptions: { executablePath, args: quiet },
  },
  webServer: ports.map(one => ({
    command: 'node e2e/start-demo.ts',
    cwd: '..',
    url: `http://127.0.0.1:${one}/api/health`,
    timeout: 120_000,
    env: {
      PORT: String(one),
      E2E_PORT: String(one),
      CARREL_SIGN_INS_PER_MINUTE: '0',
      DATABASE_URL: '',
      SMTP_URL: `smtp://127.0.0.1:${mailPortOf(one)}`,
      MAIL_FROM: 'Northlake Library <library@example.edu>',
    },
    stdout: 'ignore' as const,
    reuseExistingServer: process.env['E2E_REUSE'] === '1',
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
  })),
})
