// The program with small chunks, so that a kill meets many borders between them.
import { taskDefinitions } from '../../task-definitions.ts'

for (const definition of taskDefinitions.values()) definition.chunkSize = 150
await import('../../main.ts')
