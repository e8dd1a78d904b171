import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const port = Number(process.env['E2E_PORT'] ?? 8099)
/** Data of the demo under test; the spreadsheets of the walk are in `walk-through`. */
export const demoFolder = join(tmpdir(), `carrel-e2e-${port}`)
export const walkThrough = (fileName: string): string => join(demoFolder, 'walk-through', fileName)
