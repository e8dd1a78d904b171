import type { Operation } from '../operation.ts'

export const confOperations: readonly Operation[] = []
