import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Whose task it is: numbers of tasks are unique across institutions. Undefined if there is no such task. */
export async function institutionOfTask(db: Context['db'], taskId: number): Promise<number | undefined> {
  const { rows } = await sql<{ institution_id: number }>`
    select institution_id from task where task_id = ${taskId}`.execute(db)
  return rows[0]?.institution_id
}
