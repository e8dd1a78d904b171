import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '../../contract/endpoint.ts'
import { ProblemError, problemFrom } from './problem-error.ts'

type Part<Name extends string, T> = [T] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<never, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T }

/** What a call of an endpoint needs: only the parts that the endpoint declares, required where they are. */
export type CallOf<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>>

type AnyCall = { params?: object; query?: object; body?: unknown }

let csrfToken: string | undefined

/** Calls an endpoint of the contract; throws `ProblemError`. `signal` abandons the call. */
export async function call<E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  signal?: AbortSignal,
): Promise<ResponseOf<E>> {
  const { body } = request as AnyCall
  const response = await send(urlOf(endpoint, request), {
    method: endpoint.method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...csrfHeader(endpoint),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  return readAnswer(response.status, await response.text()) as ResponseOf<E>
}

/** The address of a download, with the same typed request as a call; the browser fetches it with the session cookie. */
export function downloadUrl<E extends Endpoint & { download: true }>(
  endpoint: E,
  request: CallOf<E>,
): string {
  return urlOf(endpoint, request)
}

/** Header that proves that a change comes from our own pages; reading needs none. */
export function csrfHeader(endpoint: Endpoint): Record<string, string> {
  return endpoint.method === 'GET' || !csrfToken ? {} : { 'x-csrf-token': csrfToken }
}

/** Path with its parameters filled in and the query behind it; absent query values are left out. */
export function urlOf(endpoint: Endpoint, request: AnyCall): string {
  const params = new Map(Object.entries(request.params ?? {}))
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

/** Turns status and text of an answer into its value or throws the problem in it. */
export function readAnswer(status: number, text: string): unknown {
  if (status < 200 || status >= 300) throw problemFrom(status, text)
  const value: unknown = text === '' ? undefined : JSON.parse(text)
  if (typeof value === 'object' && value !== null && 'csrfToken' in value) csrfToken = String(value.csrfToken)
  return value
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProblemError('offline')
  }
}
