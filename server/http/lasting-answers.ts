import type { FastifyReply } from 'fastify'
import type { Endpoint } from '../../contract/endpoint.ts'

/** Answers that are given again and again, with the texts in which endpoints have given them. */
const texts = new WeakMap<object, Map<Endpoint, string>>()

/** Says of an answer that it will never change, whatever is in it: its text is then made once. */
export function lasting<T extends object>(answer: T): T {
  texts.set(answer, new Map())
  return answer
}

/** The text of a lasting answer by the schema of the endpoint; undefined for all others. */
export function lastingText(reply: FastifyReply, endpoint: Endpoint, answer: unknown): string | undefined {
  const known = texts.get(answer as object)
  if (known === undefined) return undefined
  const text =
    known.get(endpoint) ?? (reply.serializeInput(answer as Record<string, unknown>, '200') as string)
  known.set(endpoint, text)
  return text
}
