import { randomUUID } from 'node:crypto'
import { openLocalServer } from './local-server.ts'

export type CasServer = {
  serverUrl: string
  /** Lets somebody in who was sent to this address, and gives the address with which the browser goes back. */
  letIn: (address: string, user: string) => string
  /** Services that it knows; all while empty. */
  services: string[]
  close: () => Promise<void>
}

/** A small CAS server (protocol 3.0): a ticket is good once, and for its service alone. */
export async function openCasServer(): Promise<CasServer> {
  const server = await openLocalServer()
  const tickets = new Map<string, { service: string; user: string }>()
  const services: string[] = []
  const answer = (query: URLSearchParams): string => {
    const service = query.get('service') ?? ''
    const ticket = query.get('ticket') ?? ''
    const known = tickets.get(ticket)
    tickets.delete(ticket)
    const isService = services.length === 0 || services.some(one => service.startsWith(one))
    if (!isService) return failure('INVALID_SERVICE')
    if (known?.service !== service) return failure(known ? 'INVALID_SERVICE' : 'INVALID_TICKET')
    const { user } = known
    return `<cas:authenticationSuccess><cas:user>${user}</cas:user><cas:attributes><cas:card>C-${user}</cas:card>
      <cas:group>one</cas:group><cas:group>two</cas:group></cas:attributes></cas:authenticationSuccess>`
  }
  server.listen((request, response) => {
    const url = new URL(request.url!, server.origin)
    if (url.pathname !== '/cas/p3/serviceValidate') return void response.writeHead(404).end('No such page')
    const outcome = answer(url.searchParams)
    response.end(
      `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">${outcome}</cas:serviceResponse>`,
    )
  })
  return {
    serverUrl: `${server.origin}/cas`,
    services,
    letIn: (address, user) => {
      const service = new URL(address).searchParams.get('service')!
      const ticket = `ST-${randomUUID()}`
      tickets.set(ticket, { service, user })
      return `${service}&ticket=${ticket}`
    },
    close: server.close,
  }
}

const failure = (code: string) => `<cas:authenticationFailure code="${code}">No.</cas:authenticationFailure>`
