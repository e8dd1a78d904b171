import { rm } from 'node:fs/promises'
import { demoFolder } from './demo-folder.ts'

// The demo in a folder that the tests know, always from the beginning.
await rm(demoFolder, { recursive: true, force: true })
process.env['CARREL_DATA'] = demoFolder
process.argv.push('--demo')
await import('../server/main.ts')
