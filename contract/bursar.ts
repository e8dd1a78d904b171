import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id } from './page.ts'
import { TaskReport } from './tasks.ts'

/** Which fees go to the bursar (features G5). A user whose fees come to less than the minimum keeps them here. */
export const planBursarExport = endpoint({
  method: 'POST',
  path: '/api/tasks/bursar-export',
  permission: 'fees.transfer',
  summary: 'Plan an export of fees to the bursar',
  body: closed({
    name: Type.Optional(Type.String({ maxLength: 255 })),
    /** Fee types; without any, every type. */
    types: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 100 })),
    /** A library, or the code of the institution for its own fees; without one, fees of every owner. */
    owner: Type.Optional(Type.String({ maxLength: 50 })),
    /** Only fees that are at least so many days old. */
    minimumDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_500 })),
    /** Decimal text. */
    minimumTotal: Type.Optional(Type.String({ maxLength: 20 })),
  }),
  response: TaskReport,
})

export const downloadBursarFile = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId/bursar-file',
  permission: 'fees.transfer',
  summary: 'The fees that an export handed to the bursar',
  params: closed({ taskId: Id }),
  query: closed({ format: Type.Enum(['csv', 'xlsx']) }),
  download: true,
})
