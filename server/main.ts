import { readConfig } from './config.ts'
import { runDemo } from './demo/run-demo.ts'
import { AppError } from './errors.ts'
import { createLog } from './http/log.ts'
import { type Program, startProgram } from './program.ts'

/** Starts the program, or the demo with `--demo`; what goes wrong at the start is said in one line. */
async function main(): Promise<void> {
  const starting = process.argv.includes('--demo') ? runDemo(process.env) : start()
  // From the first moment on: whoever stops it while it starts waits for the start, and nothing is left behind.
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    await (await starting).stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  await starting
}

async function start(): Promise<Program> {
  const config = readConfig(process.env)
  const program = await startProgram({ config, log: createLog({ level: config.logLevel }) })
  process.stdout.write(`\nCarrel runs at ${program.origin}\n`)
  if (program.setUpLink) {
    process.stdout.write(
      `Nobody can sign in yet. Open this link once to create the administrator:\n${program.setUpLink}\n\n`,
    )
  }
  return program
}

main().catch((error: unknown) => {
  const isForeseen = error instanceof AppError
  process.stderr.write(`\nCarrel cannot start: ${isForeseen ? error.message : (error as Error).stack}\n`)
  process.exit(1)
})
