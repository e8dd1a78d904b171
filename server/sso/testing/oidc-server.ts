import Provider, { type Configuration } from 'oidc-provider'
import { openLocalServer } from './local-server.ts'

export const oidcClient = { clientId: 'carrel', clientSecret: 'a secret that only the two know' }

export type OidcServer = {
  issuer: string
  /** Claims by login, beside the login itself. */
  people: Map<string, Record<string, unknown>>
  close: () => Promise<void>
}

/** A real OpenID provider that lets everybody in under whatever login they type. It demands PKCE. */
export async function openOidcServer(returnAddresses: string[]): Promise<OidcServer> {
  const server = await openLocalServer()
  const people: OidcServer['people'] = new Map()
  const configuration: Configuration = {
    clients: [
      {
        client_id: oidcClient.clientId,
        client_secret: oidcClient.clientSecret,
        redirect_uris: returnAddresses,
      },
    ],
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'] },
    findAccount: (_ctx, login) => ({
      accountId: login,
      claims: async () => ({ sub: login, preferred_username: login, ...people.get(login) }),
    }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  }
  const provider = new Provider(server.origin, configuration)
  server.listen(provider.callback())
  return { issuer: server.origin, people, close: server.close }
}
