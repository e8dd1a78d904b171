import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export type ChildProgram = {
  child: ChildProcess
  /** What it has said so far, on both outputs. */
  said: () => string
  /** Address at which it answers; fails with what it said when it ends before. */
  origin: () => Promise<string>
  /** Its exit code, or the signal that ended it, once it has ended. */
  end: () => Promise<number | NodeJS.Signals | null>
}

const root = resolve(import.meta.dirname, '../../..')
const running = new Set<ChildProcess>()

/**
 * Runs a program of the repository in a process of its own, with nothing of our environment but what is given; on a
 * port that the system chooses unless another is given.
 */
export function spawnProgram(
  file: string,
  settings: { environment: Record<string, string>; parameters?: string[] },
): ChildProgram {
  const child = spawn(process.execPath, [resolve(root, file), ...(settings.parameters ?? [])], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      CARREL_LOG_LEVEL: 'error',
      CARREL_REQUESTS_PER_MINUTE: '0',
      ...settings.environment,
    },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += chunk))
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child.exitCode ?? child.signalCode
  }
  return { child, said: () => text, end, origin: () => originOf(child, () => text) }
}

async function originOf(child: ChildProcess, said: () => string): Promise<string> {
  for (;;) {
    const origin = /^Carrel runs at (\S+)$/m.exec(said())?.[1]
    if (origin) return origin
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended: ${said()}`)
    await wait(20)
  }
}

/** Ends a program as a power cut would. */
export async function killProgram({ child, end }: ChildProgram): Promise<void> {
  child.kill('SIGKILL')
  await end()
}

/** Ends a program as a person or a supervisor would; gives its exit code. */
export async function stopProgram({ child, end }: ChildProgram): Promise<number | NodeJS.Signals | null> {
  child.kill('SIGTERM')
  return end()
}

/** For `afterAll`: whatever a failed test has left running. */
export function killAllPrograms(): void {
  for (const child of running) child.kill('SIGKILL')
}
