import type { Endpoint } from '../../../contract/endpoint.ts'
import type { SignedIn, TestServer } from '../../http/testing/test-server.ts'

/** Whether an endpoint would let somebody in; a request of nonsense, so that nothing happens behind the door. */
export type Knock = (endpoint: Endpoint) => Promise<'open' | 'forbidden' | 'not_signed_in'>

/** What an admitted request of nonsense meets: an unknown query, or a body that is no body. */
const refusals = [400, 415, 422]

export function knockOn({ app }: TestServer, signedIn?: SignedIn): Knock {
  return async endpoint => {
    const response = await app.inject({
      method: endpoint.method,
      url: `${pathOf(endpoint)}?nonsense=1`,
      ...(signedIn ? { cookies: signedIn.cookies } : {}),
      headers: {
        ...signedIn?.headers,
        ...(endpoint.method === 'GET' ? {} : { 'content-type': 'text/nonsense' }),
      },
      ...(endpoint.method === 'GET' ? {} : { payload: 'nonsense' }),
    })
    if (response.statusCode === 401) return 'not_signed_in'
    if (response.statusCode === 403) return 'forbidden'
    // Whoever is sent on to a page (303) is told there what was wrong.
    if (refusals.includes(response.statusCode) || endpoint.redirect) return 'open'
    throw new Error(`${endpoint.method} ${endpoint.path}: ${response.statusCode} ${response.body}`)
  }
}

/** The path with something in the place of each parameter. */
const pathOf = ({ path }: Endpoint) => path.replaceAll(/:\w+/g, '1')
