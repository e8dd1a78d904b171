import type { ApiArea } from '../../contract/api-keys.ts'
import type { AlmaTree } from '../alma-user/alma-tree.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../errors.ts'
import type { Call, CallQuery } from './call.ts'
import type { Format } from './envelope.ts'
import type { AlmaRefusal } from './refusal.ts'

/** One operation of the API. GET is for keys that read its area, everything else for those that write. */
export type Operation = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/almaws/v1`; a slash at its end makes no difference. */
  path: string
  area: ApiArea
  /** Calls that a key which only reads may make although they are no GET. */
  isReading?: (query: CallQuery) => boolean
  /** The largest body in bytes, if it may be larger than usual. */
  bodyLimit?: number
  run: (ctx: Context, call: Call) => Promise<Answer>
  /** Alma's words for what a verb refuses; what is told nowhere else is a general error. */
  refusalOf?: (error: AppError, call: Call) => AlmaRefusal | undefined
}

/** An object under the name of its root in XML, nothing (204), or a text in a format of its own. */
export type Answer = { root: string; tree: AlmaTree } | 'nothing' | { format: Format; body: string }

/**
 * A list as Alma tells it: without the key of the list where it is empty. `name` is that of one of its elements,
 * `total` counts all, whatever page was asked for.
 */
export function listAnswer(
  { root, name, total, extras = {} }: { root: string; name: string; total: number; extras?: AlmaTree },
  list: readonly AlmaTree[],
): Answer {
  const elements = list.length === 0 ? {} : { [name]: [...list] }
  return { root, tree: { ...elements, total_record_count: total, ...extras } }
}
