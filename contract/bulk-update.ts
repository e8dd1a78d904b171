import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'
import { TaskReport } from './tasks.ts'

export const conditions = ['always', 'if_empty', 'if_not_empty', 'if_was'] as const

/** Elements of a kind go: those whose main code is one of `value` (all without a value), or all but those. */
export const removals = ['remove', 'remove_others'] as const

/** Kinds whose elements the job may add and remove; what names and reaches people is not for a job. */
export const removableKinds = ['note', 'block', 'statistic', 'role'] as const

/** Lists of which the job may add and remove single codes; of letters: who wants them, and who does not any more. */
export const listFields = ['rs_libraries', 'purchase_request_libraries', 'library_notices'] as const

/**
 * One row of the job: which field becomes what (null clears), and when; or what becomes of the elements of a kind, named as
 * the field. `add`: everybody who has no such element gets the one in `values`. `disable`: blocks stay and are inactive, and
 * no phone gets text messages. Of lists, `add` and `remove` are about the codes in `value`.
 */
export const FieldChange = closed({
  field: Type.String({ maxLength: 60 }),
  value: Type.Union([
    Type.String({ maxLength: 2000 }),
    Type.Boolean(),
    Type.Null(),
    Type.Array(Type.String()),
  ]),
  condition: Type.Enum([...conditions, ...removals, 'add', 'disable']),
  /** For `if_was`: the value that it must have now. */
  was: Type.Optional(Type.String({ maxLength: 2000 })),
  /** For `add`: the fields of the new element. */
  values: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())),
  /** For `remove`, `remove_others` and `disable`: only what belongs to this library, or to the institution as a whole. */
  library: Type.Optional(Type.String({ maxLength: 255 })),
})
export type FieldChange = Static<typeof FieldChange>

/** The Update/Notify users job over a filter (a set is the filter `{ set: id }`). */
export const planUpdate = endpoint({
  method: 'POST',
  path: '/api/tasks/update-users',
  permission: 'tasks.update_users',
  summary: 'Plan a change of fields over a set or filter',
  body: closed({
    name: Type.Optional(Type.String({ maxLength: 255 })),
    population: Type.Unknown(),
    changes: Type.Array(FieldChange, { minItems: 1, maxItems: 40 }),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    /** Who was changed gets this letter when the job has ended. */
    notify: Type.Optional(Type.Enum(['social_login'])),
  }),
  response: TaskReport,
})
