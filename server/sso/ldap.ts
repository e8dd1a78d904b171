import { Client, Filter, InvalidCredentialsError } from 'ldapts'
import { patienceSeconds } from './oidc.ts'
import type { Profile } from './profile.ts'

export type Credentials = { name: string; password: string }

/**
 * Searches the entry of a name, binds as it with the password, and gives the attribute that the profile names; undefined
 * when there is no such entry, more than one, or the password is wrong. The connection is always encrypted.
 */
export async function ldapSubject(
  profile: Profile,
  { name, password }: Credentials,
): Promise<string | undefined> {
  // A directory takes a bind without a password for one of nobody, and says yes (RFC 4513 §5.1.2).
  if (name.trim() === '' || password === '') return undefined
  return connected(profile, async directory => {
    const { baseDn, filter, attribute } = profile.settings
    const { searchEntries } = await directory.search(baseDn!, {
      scope: 'sub',
      filter: filter!.replaceAll('{name}', () => Filter.escape(name.trim())),
      attributes: [attribute!],
      sizeLimit: 2,
    })
    const entry = searchEntries.length === 1 ? searchEntries[0]! : undefined
    // Somebody who is not there takes as long as a wrong password.
    const isRight = await binds(directory, entry?.dn ?? `cn=nobody,${baseDn}`, password)
    const value = entry && isRight ? entry[attribute!] : undefined
    const [only, ...others] = Array.isArray(value) ? value : [value]
    return others.length === 0 && only !== undefined ? only.toString() : undefined
  })
}

async function binds(directory: Client, dn: string, password: string): Promise<boolean> {
  try {
    await directory.bind(dn, password)
    return true
  } catch (error) {
    if (error instanceof InvalidCredentialsError) return false
    throw error
  }
}

/** Connects, encrypted, as the account of the profile or as nobody, and lets go whatever happens. */
export async function connected<Result>(
  { settings }: Profile,
  work: (directory: Client) => Promise<Result>,
): Promise<Result> {
  const url = new URL(settings['url']!)
  const ca = settings['caCertificate']
  const tlsOptions = { servername: url.hostname, ...(ca ? { ca } : {}) }
  const isEncrypted = url.protocol === 'ldaps:'
  const directory = new Client({
    url: settings['url']!,
    connectTimeout: patienceSeconds * 1000,
    timeout: patienceSeconds * 1000,
    ...(isEncrypted ? { tlsOptions } : {}),
  })
  try {
    if (!isEncrypted) await directory.startTLS(tlsOptions)
    if (settings['bindDn']) await directory.bind(settings['bindDn'], settings['bindPassword'])
    return await work(directory)
  } finally {
    await directory.unbind().catch(() => undefined)
  }
}
