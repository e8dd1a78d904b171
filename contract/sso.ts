import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { QueuedLetter } from './letters.ts'
import { closed, Id } from './page.ts'
import { SignInAnswer } from './session.ts'

/** How an institution lets others say who somebody is (features N3). */
export const profileKinds = ['OIDC', 'SAML', 'CAS', 'LDAP', 'SOCIAL'] as const
export type ProfileKind = (typeof profileKinds)[number]

/** One setting of a profile. A secret goes in and never comes out again. */
export type ProfileField = {
  name: string
  isRequired?: true
  isSecret?: true
  form?: 'web' | 'directory' | 'certificate' | 'search'
  fallback?: string
}

const client: ProfileField[] = [
  { name: 'issuer', isRequired: true, form: 'web' },
  { name: 'clientId', isRequired: true },
  { name: 'clientSecret', isSecret: true },
]

/** What a profile of each kind is made of; the screen and the rules follow from it. */
export const profileFields: Readonly<Record<ProfileKind, readonly ProfileField[]>> = {
  OIDC: [
    ...client,
    { name: 'scope', fallback: 'openid profile email' },
    { name: 'claim', fallback: 'preferred_username' },
  ],
  SAML: [
    { name: 'entityId', isRequired: true },
    { name: 'entryPoint', isRequired: true, form: 'web' },
    { name: 'certificate', isRequired: true, form: 'certificate' },
    { name: 'attribute' },
  ],
  CAS: [{ name: 'serverUrl', isRequired: true, form: 'web' }, { name: 'attribute' }],
  LDAP: [
    { name: 'url', isRequired: true, form: 'directory' },
    { name: 'caCertificate', form: 'certificate' },
    { name: 'bindDn' },
    { name: 'bindPassword', isSecret: true },
    { name: 'baseDn', isRequired: true },
    { name: 'filter', form: 'search', fallback: '(uid={name})' },
    { name: 'attribute', fallback: 'uid' },
  ],
  SOCIAL: [...client, { name: 'scope', fallback: 'openid' }],
}

const longestSetting = 10_000
const Settings = Type.Record(Type.String({ maxLength: 50 }), Type.String({ maxLength: longestSetting }))

const editable = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  isActive: Type.Boolean(),
  /** `PRIMARY`, or the type of the identifier that the provider's answer is compared with. */
  matchBy: Type.String({ maxLength: 100 }),
  /** A secret that is empty or absent stays as it is. */
  settings: Settings,
}

export const SignInProfile = Type.Object({
  profileId: Type.Integer(),
  code: Type.String(),
  kind: Type.Enum([...profileKinds]),
  name: Type.String(),
  isActive: Type.Boolean(),
  matchBy: Type.String(),
  settings: Type.Record(Type.String(), Type.String()),
  /** Names of the secrets that are set. */
  secrets: Type.Array(Type.String()),
  /** What the provider must be told: addresses of ours by their purpose. */
  addresses: Type.Record(Type.String(), Type.String()),
  updatedBy: Type.String(),
  updatedAt: Type.String(),
})
export type SignInProfile = Static<typeof SignInProfile>

const ofProfile = closed({ profileId: Id })

export const listSignInProfiles = endpoint({
  method: 'GET',
  path: '/api/sign-in-profiles',
  permission: 'configuration.view',
  summary: 'Profiles of single sign-on, with everything but their secrets',
  response: Type.Object({ items: Type.Array(SignInProfile) }),
})

export const createSignInProfile = endpoint({
  method: 'POST',
  path: '/api/sign-in-profiles',
  permission: 'configuration.edit',
  summary: 'Add a profile of single sign-on',
  body: closed({
    code: Type.String({ minLength: 1, maxLength: 30 }),
    kind: Type.Enum([...profileKinds]),
    ...editable,
  }),
  response: SignInProfile,
})

export const editSignInProfile = endpoint({
  method: 'PUT',
  path: '/api/sign-in-profiles/:profileId',
  permission: 'configuration.edit',
  summary: 'Change a profile of single sign-on; its code and kind stay',
  params: ofProfile,
  body: closed(editable),
  response: SignInProfile,
})

export const deleteSignInProfile = endpoint({
  method: 'DELETE',
  path: '/api/sign-in-profiles/:profileId',
  permission: 'configuration.edit',
  summary: 'Delete a profile of single sign-on',
  params: ofProfile,
})

/** `refused`: the provider does not accept what we show it; `unexpected`: something else answers there. */
export const profileTestResults = ['ok', 'unreachable', 'refused', 'unexpected', 'expired'] as const
export type ProfileTestResult = (typeof profileTestResults)[number]

export const testSignInProfile = endpoint({
  method: 'POST',
  path: '/api/sign-in-profiles/:profileId/test',
  permission: 'configuration.edit',
  summary: 'Ask the provider of a profile whether it answers as it should',
  params: ofProfile,
  response: Type.Object({ result: Type.Enum([...profileTestResults]) }),
})

/** What the page on which one signs in offers beside the password. */
export const listSignInProviders = endpoint({
  method: 'GET',
  path: '/api/sso',
  permission: null,
  summary: 'Active profiles of single sign-on by code and name',
  response: Type.Object({
    items: Type.Array(
      Type.Object({ code: Type.String(), name: Type.String(), kind: Type.Enum([...profileKinds]) }),
    ),
  }),
})

const ofCode = closed({ code: Type.String({ maxLength: 30 }) })

/** `next`: page of ours to go to afterwards. With the token of an invitation the account is attached, not signed in. */
export const startSignIn = endpoint({
  method: 'POST',
  path: '/api/sso/:code/start',
  permission: null,
  summary: 'Begin to sign in through a provider: its address for the browser',
  params: ofCode,
  body: closed({
    next: Type.Optional(Type.String({ maxLength: 2000 })),
    invitation: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: Type.Object({ address: Type.String() }),
})

/** Providers add parameters of their own: this is the one request that is not closed. */
export const finishSignIn = endpoint({
  method: 'GET',
  path: '/api/sso/:code/return',
  permission: null,
  summary: 'Where a provider sends the browser back',
  params: ofCode,
  query: Type.Object({ state: Type.String({ maxLength: 100 }) }, { additionalProperties: true }),
  redirect: true,
})

export const receiveAssertion = endpoint({
  method: 'POST',
  path: '/api/sso/:code/assertion',
  permission: null,
  summary: 'Where a SAML identity provider makes the browser post its response',
  params: ofCode,
  body: closed({
    SAMLResponse: Type.String(),
    RelayState: Type.String({ maxLength: 100 }),
  }),
  foreignForm: true,
  redirect: true,
})

export const readServiceProvider = endpoint({
  method: 'GET',
  path: '/api/sso/:code/metadata',
  permission: null,
  summary: 'SAML metadata of this service provider',
  params: ofCode,
  download: true,
})

export const signInByDirectory = endpoint({
  method: 'POST',
  path: '/api/sso/:code/directory',
  permission: null,
  summary: 'Sign in with name and password of an LDAP directory',
  params: ofCode,
  body: closed({ name: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 1000 }) }),
  response: SignInAnswer,
})

export const inviteToSocialLogin = endpoint({
  method: 'POST',
  path: '/api/users/:userId/social-invitation',
  permission: 'letters.send',
  mails: true,
  summary: 'Send a user a letter with a link to attach an account of a social network',
  params: closed({ userId: Id }),
  response: QueuedLetter,
})
