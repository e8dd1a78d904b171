import { createServer } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../mail-settings.ts'

/** A mail as it arrived: who the server was told that it is from and to give it to, the bytes, and what they say. */
export type Arrived = { from: string; to: string[]; raw: string; mail: ParsedMail }

/** A real SMTP server that keeps what it gets. */
export type MailServer = {
  mail: MailSettings
  arrived: Arrived[]
  /** Answer codes by address: 550 is for good, 450 for now. */
  refusals: Map<string, number>
  close: () => Promise<void>
}

export const mailAt = (port: number): MailSettings => ({
  url: `smtp://127.0.0.1:${port}`,
  from: 'Test Library <library@example.edu>',
})

export async function openMailServer(port = 0): Promise<MailServer> {
  const arrived: Arrived[] = []
  const refusals = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refusals.get(address)
      if (responseCode === undefined) return done()
      done(Object.assign(new Error(`${address} is not wanted`), { responseCode }))
    },
    onData: (stream, { envelope }, done) => {
      const keep = async () => {
        const raw = Buffer.concat(await stream.toArray())
        const to = envelope.rcptTo.map(one => one.address)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        arrived.push({ from, to, raw: raw.toString('latin1'), mail: await simpleParser(raw) })
      }
      keep().then(() => done(), done)
    },
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.server.address() as { port: number }
  const close = () => new Promise<void>(resolve => server.close(resolve))
  return { mail: mailAt(taken), arrived, refusals, close }
}

/** A port at which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
