/** Somebody signed in to a running program, as a browser would be. */
export type Client = {
  get: <Answer>(path: string) => Promise<Answer>
  post: <Answer>(path: string, body: object | FormData) => Promise<Answer>
}

/** Signs in; fails with the answer when that is refused. */
export async function signIn(origin: string, primaryId: string, password: string): Promise<Client> {
  const response = await send(`${origin}/api/session`, { method: 'POST', ...asJson({ primaryId, password }) })
  return clientFrom(origin, response)
}

/** The person whom a set-up link creates is signed in at once. */
export async function setUp(link: string, person: { primaryId: string; password: string }): Promise<Client> {
  const { origin, hash } = new URL(link)
  const body = {
    token: hash.slice(1),
    institutionName: 'Test Library',
    timeZone: 'America/Chicago',
    firstName: 'Ada',
    lastName: 'Admin',
    ...person,
  }
  return clientFrom(origin, await send(`${origin}/api/setup`, { method: 'POST', ...asJson(body) }))
}

const asJson = (body: object): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

async function send(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request)
  if (!response.ok) throw new Error(`${request.method} ${url}: ${response.status} ${await response.text()}`)
  return response
}

async function clientFrom(origin: string, response: Response): Promise<Client> {
  const cookie = response.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const { csrfToken } = (await response.json()) as { csrfToken: string }
  const own = { cookie, 'x-csrf-token': csrfToken }
  return {
    get: async path => (await send(`${origin}${path}`, { method: 'GET', headers: own })).json() as never,
    post: async (path, body) => {
      const content = body instanceof FormData ? { body } : asJson(body)
      const request = { method: 'POST', ...content, headers: { ...content.headers, ...own } }
      return (await send(`${origin}${path}`, request)).json() as never
    },
  }
}
