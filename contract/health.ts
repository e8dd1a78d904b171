import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'

export const health = endpoint({
  method: 'GET',
  path: '/api/health',
  permission: null,
  summary: 'Whether the program and its database answer',
  response: Type.Object({ status: Type.Literal('ok'), needsSetup: Type.Boolean() }),
})
