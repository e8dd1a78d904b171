import cookie from '@fastify/cookie'
import { type FastifyInstance, fastify } from 'fastify'
import type { Permission } from '../../../contract/permissions.ts'
import type { Context } from '../../context.ts'
import { appError } from '../../errors.ts'
import { acceptForms } from '../forms.ts'
import { type Mount, mountingOn } from '../mount.ts'
import { answerWithProblems } from '../problems.ts'
import { acceptUploads } from '../upload.ts'
import { validateRequests } from '../validation.ts'

/** `hurries`: how often letters were to be sent at once. */
export type Plumbing = { app: FastifyInstance; mount: Mount; hurries: () => number }

/** The plumbing without features or database. The header `may` lists what the caller may do; absent: a stranger. */
export async function openPlumbing(): Promise<Plumbing> {
  let hurries = 0
  const app = fastify({ bodyLimit: 50_000 })
  answerWithProblems(app)
  validateRequests(app)
  await app.register(cookie)
  await acceptUploads(app, 20_000)
  acceptForms(app)
  const mount = mountingOn(app, {
    gate: async (request, { needsSignIn }) => {
      const may = request.headers['may']
      if (needsSignIn && may === undefined) throw appError('not_signed_in')
      const permissions = new Set(String(may).split(',') as Permission[])
      return { actor: { kind: 'system', name: 'test', permissions } } as Partial<Context> as Context
    },
    isSecure: () => true,
    origin: () => 'https://carrel.example.edu',
    hurry: async () => {
      hurries += 1
    },
    limits: { ordinary: [], strangers: [] },
  })
  return { app, mount, hurries: () => hurries }
}

/** A multipart body with the given parts in their order. */
export function multipart(parts: { name: string; fileName?: string; content: string }[]): {
  headers: Record<string, string>
  payload: string
} {
  const boundary = 'a-boundary-that-occurs-nowhere'
  const body = parts.map(part => {
    const file =
      part.fileName === undefined ? '' : `; filename="${part.fileName}"\r\nContent-Type: text/plain`
    return `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${file}\r\n\r\n${part.content}\r\n`
  })
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${body.join('')}--${boundary}--\r\n`,
  }
}
