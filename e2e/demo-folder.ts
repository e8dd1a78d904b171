import { tmpdir } from 'node:os'
import { join } from 'node:path'

const firstPort = Number(process.env['E2E_PORT'] ?? 8099)

/** Demos that are tested at the same time, each by one worker; files of tests share nothing but the demo of their worker. */
export const demoCount = Number(process.env['E2E_WORKERS'] ?? 2)
export const ports = Array.from({ length: demoCount }, (_, index) => firstPort + index)

/** Of the demo that this worker tests; a demo itself is told its port. */
export const port = firstPort + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)
/** Where the demo under test sends its mail; a test that wants to read it opens a mail server there. */
export const mailPortOf = (one: number): number => one + 10_000
export const mailPort = mailPortOf(port)
/** Data of the demo under test; the spreadsheets of the walk are in `walk-through`. */
export const demoFolder = join(tmpdir(), `carrel-e2e-${port}`)
export const walkThrough = (fileName: string): string => join(demoFolder, 'walk-through', fileName)
