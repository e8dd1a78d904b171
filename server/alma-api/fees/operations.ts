import type { Operation } from '../operation.ts'

export const feeOperations: readonly Operation[] = []
