import type { TaskDoor } from '../tasks/routes.ts'

/** The machinery of tasks, and the folder in which those of profiles are. */
export type JobDoor = TaskDoor & { dataFolder: string }
