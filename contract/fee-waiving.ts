import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, IsoDate } from './page.ts'
import { TaskReport } from './tasks.ts'

const amount = Type.Optional(Type.String({ maxLength: 20 }))

/**
 * Which fees are waived in bulk (features G6). One of the two maxima is needed; with both, both hold. Amounts are decimal
 * text.
 */
export const planFeeWaiving = endpoint({
  method: 'POST',
  path: '/api/tasks/waive-fees',
  permission: 'tasks.waive_fees',
  summary: 'Plan to waive fees of many users',
  body: closed({
    name: Type.Optional(Type.String({ maxLength: 255 })),
    /** A filter, or `{ set: id }`; without one, everybody. */
    population: Type.Optional(Type.Unknown()),
    /** Fee types; without any, every type. */
    types: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 100 })),
    /** A library, or the code of the institution for its own fees; without one, fees of every owner. */
    owner: Type.Optional(Type.String({ maxLength: 50 })),
    /** First and last day on which the fees were created. */
    createdFrom: Type.Optional(IsoDate),
    createdTo: Type.Optional(IsoDate),
    /** A user whose fees of this choice come to more keeps them all. */
    maximumTotal: amount,
    /** A fee on which more is owed stays. */
    maximumFee: amount,
    /** Users with an overdue loan keep their fees. */
    skipsOverdue: Type.Optional(Type.Boolean()),
    reason: Type.String({ maxLength: 100 }),
    comment: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: TaskReport,
})
