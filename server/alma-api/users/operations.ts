import type { Operation } from '../operation.ts'
import { readingOperations } from './reading-operations.ts'
import { writingOperations } from './writing-operations.ts'

/** Users and what is attached to them; loans, requests and fees have folders of their own. */
export const userOperations: readonly Operation[] = [...readingOperations, ...writingOperations]
