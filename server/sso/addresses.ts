import type { ProfileKind } from '../../contract/sso.ts'

type Place = { origin: string; code: string }

/** Where a provider sends the browser back. */
export const returnAddress = ({ origin, code }: Place): string => `${origin}/api/sso/${code}/return`
/** Where a SAML identity provider makes it post the response, and where our metadata are, which is also our name. */
export const assertionAddress = ({ origin, code }: Place): string => `${origin}/api/sso/${code}/assertion`
export const metadataAddress = ({ origin, code }: Place): string => `${origin}/api/sso/${code}/metadata`

/** What the provider must be told about us, by the kind of the profile. */
export function addressesFor(kind: ProfileKind, place: Place): Record<string, string> {
  if (kind === 'LDAP') return {}
  if (kind === 'SAML') return { metadata: metadataAddress(place), assertion: assertionAddress(place) }
  return { return: returnAddress(place) }
}

const somewhere = 'http://carrel.invalid'

/** A page of ours to go on to; whatever could lead to another site, or is no page, becomes the first page. */
export function ownPage(next: string | undefined): string {
  if (!next?.startsWith('/') || !URL.canParse(next, somewhere)) return '/'
  // Whatever host stood there is left out; a path must not look like one.
  const { pathname, search, hash } = new URL(next, somewhere)
  const isPage = !/^\/(\/|api\/|almaws\/)/.test(pathname)
  return isPage ? `${pathname}${search}${hash}` : '/'
}
