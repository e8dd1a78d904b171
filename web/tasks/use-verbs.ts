import { useNavigate } from '@tanstack/react-router'
import {
  cancelTask,
  confirmTask,
  listTasks,
  readTask,
  resumeTask,
  stopTask,
  type Task,
  undoTask,
} from '../../contract/tasks.ts'
import { useSend } from '../api/query.ts'
import { useTaskVerb } from './task-query.ts'

/** Everything that can be done with a job. */
export function useVerbs(task: Pick<Task, 'taskId'>) {
  const params = { taskId: task.taskId }
  const confirm = useTaskVerb(confirmTask)
  const cancel = useTaskVerb(cancelTask)
  const stop = useTaskVerb(stopTask)
  const resume = useTaskVerb(resumeTask)
  const undo = useUndo(task)
  return {
    confirm: {
      send: (count: number) => confirm.mutate({ params, body: { count } }),
      isSending: confirm.isPending,
      error: confirm.error,
    },
    cancel: { send: () => cancel.mutate({ params }), isSending: cancel.isPending },
    stop: { send: () => stop.mutate({ params }), isSending: stop.isPending },
    resume: { send: () => resume.mutate({ params }), isSending: resume.isPending },
    undo,
    /** Why the last verb was refused; that of confirming shows in its dialog. */
    error: cancel.error ?? stop.error ?? resume.error ?? undo.error,
  }
}

export type Verbs = ReturnType<typeof useVerbs>

/** Plans the undoing of a job, whole or for some users, and goes to that plan. */
export function useUndo(task: Pick<Task, 'taskId'>) {
  const navigate = useNavigate()
  const undo = useSend(undoTask, {
    invalidates: [listTasks, readTask],
    onSuccess: report =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(report.task.taskId) }, search: {} }),
  })
  return {
    send: (userIds?: number[]) =>
      undo.mutate({ params: { taskId: task.taskId }, body: userIds ? { userIds } : {} }),
    isSending: undo.isPending,
    error: undo.error,
  }
}
