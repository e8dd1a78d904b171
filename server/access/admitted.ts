import type { FastifyRequest } from 'fastify'
import type { Actor, Context } from '../context.ts'
import { isChange } from './csrf.ts'

/** Who was admitted, and as of what that was read. */
export type Admitted<A extends Actor = Actor> = { actor: A; asOf: string }

/** The context of a request. What changes something must see what it has changed: for that there is no `asOf`. */
export function contextFor(
  request: Pick<FastifyRequest, 'method'>,
  scope: Omit<Context, 'actor'>,
  { actor, asOf }: Admitted,
): Context {
  return isChange(request) ? { ...scope, actor } : { ...scope, actor, asOf }
}
