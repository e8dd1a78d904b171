import { endpoint } from './endpoint.ts'
import { TaskReport } from './tasks.ts'

/** Multipart: file (XLSX, CSV or text), with a column of identifiers and one of course codes at least. */
export const uploadCourses = endpoint({
  method: 'POST',
  path: '/api/tasks/courses',
  permission: 'tasks.load_courses',
  summary: 'Upload a file of course enrolments and plan its load',
  upload: true,
  response: TaskReport,
})
