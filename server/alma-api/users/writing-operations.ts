import type { Operation } from '../operation.ts'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { refusalOfDeletion, refusalOfWriting } from './refusals-of-writing.ts'
import { updateUser } from './update-user.ts'

const area = 'users'

/** Creating, changing and deleting users. */
export const writingOperations: readonly Operation[] = [
  { method: 'POST', path: '/users', area, run: createUser, refusalOf: refusalOfWriting('401658') },
  { method: 'PUT', path: '/users/:user_id', area, run: updateUser, refusalOf: refusalOfWriting('401860') },
  { method: 'DELETE', path: '/users/:user_id', area, run: deleteUser, refusalOf: refusalOfDeletion },
]
