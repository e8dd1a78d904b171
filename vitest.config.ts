import { defineConfig } from 'vitest/config'

// One place for the three suites: `architecture` needs nothing, `web` needs nothing, `server` starts databases.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['scripts/**/*.test.ts', 'contract/**/*.test.ts'] } },
      { test: { name: 'web', include: ['web/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          // The embedded database itself is the same whatever the others run on.
          exclude: process.env['DATABASE_URL'] ? ['server/db/embedded/**'] : [],
          globalSetup: ['server/testing/prepare-databases.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
