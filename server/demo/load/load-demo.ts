import { join } from 'node:path'
import type { Context } from '../../context.ts'
import { planFeedTask } from '../../sis/synchronise.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { confirmTask } from '../../tasks/control-task.ts'
import { readTask } from '../../tasks/read-task.ts'
import { readTaskRow } from '../../tasks/read-task-row.ts'
import { runTask } from '../../tasks/run-task.ts'
import { demoActivity } from '../beyond-sis.ts'
import type { DemoOptions } from '../demo-user.ts'
import { writeSisZip } from '../sis.ts'
import { demoUsers } from '../users.ts'
import { loadAccounts } from './load-accounts.ts'
import { loadTransactions } from './load-activity.ts'
import { loadAnnotations } from './load-annotations.ts'
import { loadDesk } from './load-desk.ts'
import { showFees } from './load-fees.ts'
import { demoProfile, loadInstitution } from './load-institution.ts'
import { loadRegistration } from './load-registration.ts'
import { loadSeats } from './load-seats.ts'

const sliceSize = 10_000

export type DemoSize = DemoOptions & { count: number }

/**
 * Fills an empty institution with the demo library. People come in as in life: as a SIS feed through the SIS task;
 * what the student system does not know is added in slices. Files are written into `folder`.
 */
export async function loadDemo(start: Context, size: DemoSize, folder: string): Promise<void> {
  const ctx = await loadInstitution(start)
  await loadRegistration(ctx)
  await loadPeople(ctx, size, folder)
  await loadAccounts(ctx, size, size.count)
  await loadBeyondSis(ctx, size)
  await loadDesk(ctx)
  await showFees(ctx)
  await loadSeats(ctx)
}

/** Loans, fees, notes, blocks and links, in slices. */
export async function loadBeyondSis(ctx: Context, size: DemoSize): Promise<void> {
  for (let from = 0; from < size.count; from += sliceSize) {
    const activity = demoActivity(size, { from, count: Math.min(sliceSize, size.count - from) })
    await loadAnnotations(ctx, activity)
    await loadTransactions(ctx, activity)
  }
}

async function loadPeople(ctx: Context, size: DemoSize, folder: string): Promise<void> {
  const fileName = `students-and-employees-${size.today}.zip`
  const path = join(folder, fileName)
  await writeSisZip(path, demoUsers(size, { from: 0, count: size.count }))
  const taskId = await planFeedTask(ctx, { profileCode: demoProfile.code, path, fileName })
  await runTask(ctx, taskDefinitions, taskId)
  const { task } = await readTask(ctx, taskDefinitions, taskId)
  await confirmTask(ctx, { definitions: taskDefinitions, taskId, count: task.planned.change })
  await runTask(ctx, taskDefinitions, taskId)
  const { status } = await readTaskRow(ctx, taskId)
  if (status !== 'completed') throw new Error(`The demo's feed ended as ${status}; see task ${taskId}.`)
}
