import type { Context } from '../context.ts'

const timeoutMilliseconds = 3000
const mostRedirects = 3

/**
 * The picture that the institution's photo server has of an identifier (features B7), of at most `mostBytes`. No
 * address but those below the configured one is ever asked for, wherever the server points to. Undefined when there is
 * none, or none to be had within three seconds.
 */
export async function fetchPhoto(
  ctx: Context,
  identifier: string,
  mostBytes: number,
): Promise<Buffer | undefined> {
  const { photoServerUrl, photoSuffix } = ctx.institution.settings
  // No file of a folder is called like that.
  if (/[/\\]/.test(identifier)) return undefined
  try {
    const folder = new URL(photoServerUrl).href
    const name = `${encodeURIComponent(identifier)}.${photoSuffix}`
    const response = await request(folder, new URL(name, folder), AbortSignal.timeout(timeoutMilliseconds))
    return await pictureIn(response, mostBytes)
  } catch (error) {
    ctx.log.warn({ err: error }, 'the photo server does not answer')
    return undefined
  }
}

async function request(folder: string, first: URL, signal: AbortSignal): Promise<Response | undefined> {
  let address = first
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (!address.href.startsWith(folder)) return undefined
    const response = await fetch(address, { redirect: 'manual', signal, headers: { accept: 'image/*' } })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) return response
    await response.body?.cancel()
    address = new URL(location, address)
  }
  return undefined
}

async function pictureIn(response: Response | undefined, mostBytes: number): Promise<Buffer | undefined> {
  const isPicture = response?.ok && /^image\//i.test(response.headers.get('content-type') ?? '')
  if (!isPicture || !response.body) {
    await response?.body?.cancel()
    return undefined
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    // Leaving the loop cancels the rest.
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
