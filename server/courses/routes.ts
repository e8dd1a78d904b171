import { rm } from 'node:fs/promises'
import { uploadCourses } from '../../contract/courses.ts'
import type { Routes } from '../http/mount.ts'
import { saveUpload } from '../http/upload.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { planCoursesTask } from './load-courses.ts'

/** Course enrolments by file (features B10). Uploads stay in `uploadFolder` until their task has ended. */
export function courseRoutes(door: TaskDoor, { uploadFolder }: { uploadFolder: string }): Routes {
  return mount => {
    mount(uploadCourses, async (ctx, { parts }) => {
      const { path, fileName } = await saveUpload(parts, uploadFolder)
      const planned = planCoursesTask(ctx, { path, fileName })
      await planned.catch(() => rm(path, { force: true }))
      return wakeAndRead(ctx, door, await planned)
    })
  }
}
