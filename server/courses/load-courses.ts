import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { createTask } from '../tasks/create-task.ts'
import type { TaskDefinition } from '../tasks/definition.ts'
import { markResults } from '../tasks/outcomes.ts'
import { planCourses } from './plan-courses.ts'
import { readCourses } from './read-courses.ts'

/** Loading course enrolments from a file (features B10): it replaces what earlier files said about its users. */
export const loadCourses: TaskDefinition = {
  kind: 'courses',
  permission: 'tasks.load_courses',
  source: 'task',
  chunkSize: 1000,
  undoneBy: 'undo',
  plan: planCourses,
  applyChunk: async (ctx, chunk) => markResults(ctx, chunk, await writePlannedPatches(ctx, chunk)),
}

/** Puts a file that lies at `path` on the list, to be planned. A file that is none of enrolments is refused at once. */
export async function planCoursesTask(
  ctx: Context,
  file: { path: string; fileName: string },
): Promise<number> {
  requirePermission(ctx, 'tasks.load_courses')
  const types = (await readCodeTables(ctx))['UserIdentifierTypes'] ?? []
  for await (const _first of readCourses(file.path, file.fileName, types)) break
  return createTask(ctx, loadCourses, { name: `Courses: ${file.fileName}`.slice(0, 255), parameters: file })
}
