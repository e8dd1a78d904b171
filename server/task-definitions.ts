import { updateUsers } from './bulk-update/update-users.ts'
import { purge } from './purge/purge.ts'
import { restore } from './purge/restore.ts'
import { synchronise } from './sis/synchronise.ts'
import type { TaskDefinitions } from './tasks/definition.ts'
import { undo } from './undo/undo.ts'

/** Every kind of mass change. */
export const taskDefinitions: TaskDefinitions = new Map(
  [updateUsers, purge, restore, synchronise, undo].map(definition => [definition.kind, definition]),
)
