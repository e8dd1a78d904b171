// Runs once before the server tests: migrates one database, from which every test file starts with a copy.
import type { TestProject } from 'vitest/node'
import { prepareEmbeddedTemplate } from './embedded-template.ts'
import { prepareServerTemplate } from './server-template.ts'

/** Where test files get their database from. */
export type DatabaseSource =
  | { kind: 'embedded'; dumpFile: string }
  | { kind: 'server'; url: string; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    databaseSource: DatabaseSource
  }
}

export default async function prepareDatabases(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL']
  const { source, close } = url ? await prepareServerTemplate(url) : await prepareEmbeddedTemplate()
  project.provide('databaseSource', source)
  return close
}
