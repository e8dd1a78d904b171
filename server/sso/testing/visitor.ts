import type { LightMyRequestResponse } from 'fastify'
import type { TestServer } from '../../http/testing/test-server.ts'

export const origin = 'https://carrel.example.edu'

/** A browser at our door: it keeps its cookies, and sends no `Sec-Fetch-Site`, which is for secure origins. */
export type Browser = {
  cookies: Record<string, string>
  get: (path: string) => Promise<LightMyRequestResponse>
  post: (path: string, payload: object) => Promise<LightMyRequestResponse>
  /** As a page of another site makes it post a form: without our cookies. */
  postFromElsewhere: (path: string, fields: Record<string, string>) => Promise<LightMyRequestResponse>
  start: (code: string, body?: object) => Promise<string>
}

export function openBrowser({ app }: TestServer): Browser {
  const cookies: Record<string, string> = {}
  const keep = (response: LightMyRequestResponse) => {
    for (const { name, value } of response.cookies) cookies[name] = value
    return response
  }
  const post: Browser['post'] = async (path, payload) =>
    keep(await app.inject({ method: 'POST', url: path, payload, cookies }))
  return {
    cookies,
    post,
    get: async path => keep(await app.inject({ method: 'GET', url: path.replace(origin, ''), cookies })),
    postFromElsewhere: async (path, fields) =>
      keep(
        await app.inject({
          method: 'POST',
          url: path.replace(origin, ''),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin: 'https://idp.example.edu',
            'sec-fetch-site': 'cross-site',
          },
          payload: new URLSearchParams(fields).toString(),
        }),
      ),
    start: async (code, body = {}) => {
      const response = await post(`/api/sso/${code}/start`, body)
      if (response.statusCode !== 200) throw new Error(`Not started: ${response.body}`)
      return response.json<{ address: string }>().address
    },
  }
}

/** Follows a provider's own redirects and forms under a login, up to the address with which it sends the browser back. */
export async function passProvider(address: string, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = { url: address, fields: undefined as Record<string, string> | undefined }
  for (let steps = 0; steps < 12; steps += 1) {
    if (next.url.startsWith(origin)) return next.url
    const { url, fields } = next
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    const location = response.headers.get('location')
    const page = await response.text()
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
    if (!location && !action)
      throw new Error(`The provider answers ${response.status}: ${page.slice(0, 500)}`)
    next = location
      ? { url: new URL(location, url).href, fields: undefined }
      : { url: new URL(action!, url).href, fields: fieldsFor(page, login) }
  }
  throw new Error('The provider never sends the browser back')
}

function fieldsFor(page: string, login: string): Record<string, string> {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
  return prompt === 'login' ? { prompt, login, password: 'anything' } : { prompt }
}
