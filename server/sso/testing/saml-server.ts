import { inflateRawSync } from 'node:zlib'
import { Constants, IdentityProvider, SamlLib, ServiceProvider } from 'samlify'
import { formOf, formPage, openLocalServer } from './local-server.ts'
import { signingPair } from './signing-pairs.ts'

/** What a response says, where a test wants it otherwise than right. */
export type Deviation = {
  nameId?: string
  audience?: string
  issuer?: string
  recipient?: string
  inResponseTo?: string
  validFromSeconds?: number
  validToSeconds?: number
  isUnsigned?: true
  /** Of the signature. */
  algorithm?: string
  pair?: { key: string; certificate: string }
}

export type SamlServer = {
  entityId: string
  entryPoint: string
  /** The fields of the form that the provider makes the browser post, as an answer to the request in this address. */
  respond: (address: string, uid: string, deviation?: Deviation) => Promise<SamlForm>
  close: () => Promise<void>
}
export type SamlForm = { action: string; SAMLResponse: string; RelayState: string }

/** A real identity provider that lets everybody in under whatever name they type. */
export async function openSamlServer(): Promise<SamlServer> {
  const server = await openLocalServer()
  const entityId = `${server.origin}/metadata`
  const entryPoint = `${server.origin}/sso`
  const respond: SamlServer['respond'] = (address, uid, deviation = {}) =>
    answer(requestIn(address), { entityId, entryPoint, uid, ...deviation })
  server.listen(async (request, response) => {
    response.setHeader('content-type', 'text/html')
    if (request.method === 'GET') {
      const fields = '<label>User <input name="uid"></label>'
      response.end(
        formPage('Campus sign-in', {
          action: request.url!.replaceAll('&', '&amp;'),
          fields,
          button: 'Enter',
        }),
      )
      return
    }
    const uid = (await formOf(request)).get('uid') ?? ''
    const { action, ...values } = await respond(`${server.origin}${request.url}`, uid)
    const hidden = Object.entries(values).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
    )
    response.end(formPage('Go on', { action, fields: hidden.join(''), button: 'Continue' }))
  })
  return { entityId, entryPoint, respond, close: server.close }
}

type Request = { id: string; acs: string; issuer: string; relayState: string }

function requestIn(address: string): Request {
  const query = new URL(address).searchParams
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest')!, 'base64')).toString('utf8')
  const find = (pattern: RegExp) => pattern.exec(xml)![1]!
  return {
    id: find(/ ID="([^"]+)"/),
    acs: find(/AssertionConsumerServiceURL="([^"]+)"/),
    issuer: find(/<saml:Issuer[^>]*>([^<]+)</),
    relayState: query.get('RelayState')!,
  }
}

type Answer = Deviation & { entityId: string; entryPoint: string; uid: string }

async function answer(request: Request, answer: Answer): Promise<SamlForm> {
  const { key, certificate } = answer.pair ?? signingPair
  const binding = Constants.namespace.binding
  const provider = IdentityProvider({
    entityID: answer.entityId,
    privateKey: key,
    signingCert: certificate,
    ...(answer.algorithm ? { requestSignatureAlgorithm: answer.algorithm } : {}),
    singleSignOnService: [{ Binding: binding.redirect, Location: answer.entryPoint }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context,
      attributes: [
        {
          name: 'uid',
          valueTag: 'uid',
          nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
          valueXsiType: 'xs:string',
        },
      ],
    },
  })
  const party = ServiceProvider({
    entityID: request.issuer,
    wantMessageSigned: true,
    assertionConsumerService: [{ Binding: binding.post, Location: request.acs }],
  })
  const { context } = (await provider.createLoginResponse(party, { extract: {} }, 'post', {}, template => ({
    id: '_response',
    context: SamlLib.replaceTagsByValue(template, tagsOf(request, answer)),
  }))) as { context: string }
  const SAMLResponse = answer.isUnsigned ? withoutSignature(context) : context
  return { action: request.acs, SAMLResponse, RelayState: request.relayState }
}

function withoutSignature(response: string): string {
  const xml = Buffer.from(response, 'base64').toString('utf8')
  return Buffer.from(xml.replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, '')).toString('base64')
}

function tagsOf({ id, acs, issuer }: Request, answer: Answer) {
  const after = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
  const end = after(answer.validToSeconds ?? 300)
  return {
    ID: `_${crypto.randomUUID()}`,
    AssertionID: `_${crypto.randomUUID()}`,
    Destination: acs,
    Audience: answer.audience ?? issuer,
    SubjectRecipient: answer.recipient ?? acs,
    NameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    NameID: answer.nameId ?? answer.uid,
    Issuer: answer.issuer ?? answer.entityId,
    IssueInstant: after(0),
    ConditionsNotBefore: after(answer.validFromSeconds ?? -1),
    ConditionsNotOnOrAfter: end,
    SubjectConfirmationDataNotOnOrAfter: end,
    InResponseTo: answer.inResponseTo ?? id,
    StatusCode: Constants.StatusCode.Success,
    attrUid: answer.uid,
    AuthnStatement: '',
  }
}
