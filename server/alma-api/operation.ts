import type { FastifyRequest } from 'fastify'
import type { ApiArea } from '../../contract/api-keys.ts'
import type { Context } from '../context.ts'
import type { Format } from './envelope.ts'

/** One operation of the API. GET is for keys that read its area, everything else for those that write. */
export type Operation = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/almaws/v1`. */
  path: string
  area: ApiArea
  run: (ctx: Context, request: FastifyRequest) => Promise<Answer>
}

export type Answer = { format: Format; body: string }
