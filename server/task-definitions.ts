import { applyReview } from './access-reviews/apply-review.ts'
import { updateUsers } from './bulk-update/update-users.ts'
import { exportFees } from './bursar/export-fees.ts'
import { recallFees } from './bursar/recall-fees.ts'
import { loadCourses } from './courses/load-courses.ts'
import { giveBack } from './fee-waiving/give-back.ts'
import { waiveInBulk } from './fee-waiving/waive-in-bulk.ts'
import { distribute } from './network/distribute.ts'
import { loadDistributed } from './network/load-distributed.ts'
import { purge } from './purge/purge.ts'
import { restore } from './purge/restore.ts'
import { updateRoles } from './registration/update-roles.ts'
import { synchronise } from './sis/synchronise.ts'
import type { TaskDefinitions } from './tasks/definition.ts'
import { undo } from './undo/undo.ts'

/** Every kind of mass change. */
export const taskDefinitions: TaskDefinitions = new Map(
  [
    updateUsers,
    updateRoles,
    purge,
    restore,
    synchronise,
    distribute,
    loadDistributed,
    exportFees,
    recallFees,
    waiveInBulk,
    giveBack,
    loadCourses,
    applyReview,
    undo,
  ].map(definition => [definition.kind, definition]),
)
