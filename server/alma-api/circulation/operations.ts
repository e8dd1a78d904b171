import type { Operation } from '../operation.ts'

export const circulationOperations: readonly Operation[] = []
