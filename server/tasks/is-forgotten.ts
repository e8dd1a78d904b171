import { sql } from 'kysely'

/** Condition on the task `t`: of what it changed the history has been deleted, in part at least, and cannot be undone. */
export const isForgotten = sql<boolean>`exists (
  select from change_set s join history_retention r on r.institution_id = s.institution_id and s.at < r.kept_from
  where s.institution_id = t.institution_id and s.change_set_id = t.change_set_id)`
