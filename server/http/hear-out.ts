import type { FastifyReply, FastifyRequest } from 'fastify'

/** Bytes of a refused body that are still read, and thrown away. */
const mostBytes = 100_000_000

/**
 * Answers a body that was refused for its size without ending the connection, so that a program which sends all of it
 * before it listens comes to hear why. A body without a length, or with an unbearable one, ends the connection.
 */
export function hearOut({ headers }: FastifyRequest, reply: FastifyReply): void {
  if (Number(headers['content-length']) <= mostBytes) reply.removeHeader('connection')
}
