import { circulationOperations } from './circulation/operations.ts'
import { confOperations } from './conf/operations.ts'
import { feeOperations } from './fees/operations.ts'
import type { Operation } from './operation.ts'
import { testOperations } from './test-operations.ts'
import { userOperations } from './users/operations.ts'

/** All that programs may call, below `/almaws/v1`. */
export const operations: readonly Operation[] = [
  ...testOperations,
  ...userOperations,
  ...feeOperations,
  ...circulationOperations,
  ...confOperations,
]
