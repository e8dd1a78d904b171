import { defineConfig } from 'vitest/config'

/** Files that put something else in the place of a module; all others share what they import. */
const mocking = 'server/**/*.mocking.test.ts'

const onDatabases = {
  globalSetup: ['server/testing/prepare-databases.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 2,
}

// One place for all suites: `architecture` needs nothing, `web` needs nothing, `server` and `mocking` start databases.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['scripts/**/*.test.ts', 'contract/**/*.test.ts'] } },
      { test: { name: 'web', include: ['web/**/*.test.ts'] } },
      {
        test: {
          ...onDatabases,
          name: 'server',
          include: ['server/**/*.test.ts'],
          // The embedded database itself is the same whatever the others run on.
          exclude: [mocking, ...(process.env['DATABASE_URL'] ? ['server/db/embedded/**'] : [])],
          // Loading and warming up the program for every file anew was a third of the time.
          isolate: false,
        },
      },
      { test: { ...onDatabases, name: 'mocking', include: [mocking] } },
    ],
  },
})
