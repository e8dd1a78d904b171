import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dateIn } from '../calendar.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../http/log.ts'
import { type Program, startProgram } from '../program.ts'
import { institution } from './institution.ts'
import { demoPassword } from './load/load-accounts.ts'
import { loadDemo } from './load/load-demo.ts'
import { writeWalkthroughFiles } from './spreadsheets.ts'

/** Sign-ins that the demo prints, with what each may do. */
const signIns = [
  ['mreyes', 'User Administrator: everything'],
  ['tokafor', 'User Manager: no purge, no student system'],
  ['ktanaka', 'Circulation Desk Operator: finds and edits people'],
  ['lsorensen', 'Fulfillment Services Operator: looks only'],
] as const

/** People of the demo unless CARREL_DEMO_USERS says otherwise. */
const defaultCount = 5000

/**
 * Carrel with the demo library, in a temporary folder that goes when it stops. The same seed makes the same people;
 * dates are relative to today.
 */
export async function runDemo(environment: NodeJS.ProcessEnv): Promise<Program> {
  const folder = environment['CARREL_DATA'] || (await mkdtemp(join(tmpdir(), 'carrel-demo-')))
  const config = readConfig({ CARREL_LOG_LEVEL: 'warn', ...environment, CARREL_DATA: folder })
  const count = Number(environment['CARREL_DEMO_USERS'] ?? defaultCount)
  const files = join(folder, 'walk-through')
  process.stdout.write(`\nLoading ${institution.name} with ${count} people …\n`)
  const program = await startProgram({
    config,
    log: createLog({ level: config.logLevel }),
    prepare: async ctx => {
      const size = { seed: 1, today: dateIn(institution.time_zone, ctx.now()), count }
      await writeWalkthroughFiles(files, size, count)
      await loadDemo(ctx, size, files)
    },
  })
  announce(program.origin, files)
  const stop = async () => {
    await program.stop()
    if (!environment['CARREL_DATA']) await rm(folder, { recursive: true, force: true })
  }
  return { ...program, stop }
}

function announce(origin: string, files: string): void {
  const lines = signIns.map(([name, role]) => `  ${name.padEnd(12)} ${role}`)
  process.stdout.write(
    [
      `\nCarrel runs at ${origin}\n`,
      `Sign in with the password ${demoPassword} as`,
      ...lines,
      '\nSpreadsheets and a student system feed to try things with are in',
      `  ${files}`,
      '\nEverything is thrown away when you stop it with Ctrl+C.\n',
    ].join('\n'),
  )
}
