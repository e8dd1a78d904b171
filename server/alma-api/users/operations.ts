import type { Operation } from '../operation.ts'

export const userOperations: readonly Operation[] = []
