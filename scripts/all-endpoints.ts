import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Endpoint } from '../contract/endpoint.ts'

const folder = resolve(import.meta.dirname, '../contract')

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value

/** Everything that the contract declares. */
export async function allEndpoints(): Promise<(Endpoint & { name: string })[]> {
  const files = (await readdir(folder)).filter(file => /^(?!.*\.test).*\.ts$/.test(file))
  const modules = await Promise.all(
    files.map(file => import(resolve(folder, file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap(module =>
    Object.entries(module).flatMap(([name, value]) => (isEndpoint(value) ? [{ ...value, name }] : [])),
  )
}
