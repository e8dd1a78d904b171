import type { LightMyRequestResponse } from 'fastify'
import { permissions } from '../../../contract/permissions.ts'
import type { TaskOutcome, TaskReport } from '../../../contract/tasks.ts'
import { aDocument, createPeople } from '../../changes/testing/world.ts'
import type { Context } from '../../context.ts'
import type { Json } from '../../fields/document.ts'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../../http/testing/test-server.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { runTask } from '../run-task.ts'

/** Who stands before the door: all may, some tasks, only look at tasks and feeds, only the desk. */
const roleOf = { administrator: '50', manager: '21', systems: '26', desk: '32' } as const
export type Visitor = keyof typeof roleOf

/** The real application with signed-in visitors, and the program's own context beside it. */
export type Door = {
  server: TestServer
  ctx: Context
  send: (line: string, payload?: object, visitor?: Visitor) => Promise<LightMyRequestResponse>
  close: () => Promise<void>
}

export async function openDoor(): Promise<Door> {
  const server = await openTestServer()
  const password = 'correct horse battery'
  const sessions = new Map<Visitor, SignedIn>()
  for (const [visitor, role] of Object.entries(roleOf) as [Visitor, string][]) {
    await addUser(server, { primaryId: visitor, password, roles: [role] })
    sessions.set(visitor, await signInAs(server, visitor, password))
  }
  const ignore = () => undefined
  const ctx: Context = {
    db: server.db,
    institution: server.institution,
    actor: { kind: 'system', name: 'Carrel', permissions: new Set(permissions) },
    now: () => server.clock.now,
    log: { info: ignore, warn: ignore, error: ignore },
    masterKey: Buffer.alloc(32, 7),
    requestId: 'test',
  }
  const send: Door['send'] = (line, payload, visitor = 'administrator') =>
    request(server, line, { ...sessions.get(visitor), ...(payload === undefined ? {} : { payload }) })
  return { server, ctx, send, close: server.close }
}

/** People whose purge date is long past, with what the test gives. */
export function createPurgeable(ctx: Context, given: Record<string, Json>[]): Promise<number[]> {
  const past = { purge_date: '2026-01-01', expiry_date: '2026-01-01' }
  return createPeople(
    ctx,
    given.map(one => aDocument({ ...past, ...one })),
  )
}

/** Sends a request that plans a task, lets a worker plan it, and gives the report. */
export async function planBy(door: Door, line: string, payload: object): Promise<TaskReport> {
  const answer = await door.send(line, payload)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const { taskId } = answer.json<TaskReport>().task
  return work(door, taskId)
}

/** Lets a worker bring the task as far as it goes, and reads the report through the door. */
export async function work(door: Door, taskId: number): Promise<TaskReport> {
  await runTask(door.ctx, taskDefinitions, taskId)
  return (await door.send(`GET /api/tasks/${taskId}`)).json<TaskReport>()
}

/** Confirms the plan and lets a worker apply it. */
export async function confirmBy(door: Door, { task }: TaskReport): Promise<TaskReport> {
  const count = task.planned.change
  const answer = await door.send(`POST /api/tasks/${task.taskId}/confirm`, { count })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return work(door, task.taskId)
}

/** One page of outcomes. */
export async function outcomesBy(door: Door, taskId: number, query = ''): Promise<TaskOutcome[]> {
  const answer = await door.send(`GET /api/tasks/${taskId}/outcomes${query}`)
  return answer.json<{ items: TaskOutcome[] }>().items
}
