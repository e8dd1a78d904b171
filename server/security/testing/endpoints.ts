import type { Endpoint } from '../../../contract/endpoint.ts'
import { mountedEndpoints } from '../../http/mount.ts'
import type { TestServer } from '../../http/testing/test-server.ts'

/** Every endpoint by its line, `POST /api/sets`, for tests that are made from the list of all. */
export function endpointsOf({ app }: TestServer, wanted: (one: Endpoint) => boolean = () => true) {
  return mountedEndpoints(app)
    .filter(wanted)
    .map(endpoint => ({ endpoint, line: `${endpoint.method} ${urlOf(endpoint)}` }))
}

/** The path with something in the place of each parameter: `value`, or else what its schema would take. */
export const urlOf = ({ path, params }: Endpoint, value?: string): string =>
  path.replaceAll(/:(\w+)/g, (_whole, name: string) => value ?? sampleOf(params, name))

type Schema = { properties?: Record<string, Schema>; enum?: unknown[]; anyOf?: Schema[]; const?: unknown }

function sampleOf(params: unknown, name: string): string {
  const schema = (params as Schema | undefined)?.properties?.[name]
  return String(schema?.enum?.[0] ?? schema?.anyOf?.[0]?.const ?? '999999')
}

export const isChange = ({ method }: Endpoint): boolean => method !== 'GET'

/** Roles that together allow everything. */
export const allRoles = ['50', '32'] as const
