import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import { readHistory } from '../../contract/history.ts'
import { listPurgedUsers } from '../../contract/purge.ts'
import { listSets, readSet } from '../../contract/sets.ts'
import { listOutcomes, listTasks, readTask, type Task, type TaskReport } from '../../contract/tasks.ts'
import { countUsers, facetUsers, listUsers, readUser } from '../../contract/users.ts'
import { call } from '../api/client.ts'
import { invalidate, q, useSend } from '../api/query.ts'

const pollMilliseconds = 1000

/** What reads differently once a job has got further. */
const dependents = [
  listTasks,
  listOutcomes,
  listUsers,
  countUsers,
  facetUsers,
  readUser,
  readHistory,
  listSets,
  readSet,
  listPurgedUsers,
]

/** Whether the job gets further by itself, so that it is worth asking again. */
export function isMoving(task: Pick<Task, 'status'>): boolean {
  return task.status === 'planning' || task.status === 'applying'
}

/** One job, asked for every second while it moves; when its status changes, what depends on it is read again. */
export function taskQuery(taskId: number) {
  const options = q(readTask, { params: { taskId } })
  return queryOptions({
    queryKey: options.queryKey,
    queryFn: async ({ client, signal }) => {
      const report = await call(readTask, { params: { taskId } }, signal)
      const before = client.getQueryData(options.queryKey)
      if (before && before.task.status !== report.task.status) void invalidate(client, dependents)
      return report
    },
    refetchInterval: query => query.state.data && isMoving(query.state.data.task) && pollMilliseconds,
  })
}

/** A verb on a job whose answer is that job's new state: confirm, stop, resume, cancel. */
export function useTaskVerb<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient()
  return useSend(endpoint, {
    invalidates: dependents,
    onSuccess: answer => keepReport(client, answer),
  })
}

/** The job that a verb has just answered needs not be fetched again. */
function keepReport<E extends Endpoint>(client: QueryClient, answer: ResponseOf<E>): void {
  const report = answer as TaskReport
  client.setQueryData(taskQuery(report.task.taskId).queryKey, report)
}
