import * as contract from '../../contract/letters.ts'
import type { Routes } from '../http/mount.ts'
import type { MailDoor } from './hindrance.ts'
import { listLetters } from './list-letters.ts'
import { readLetterOptions } from './read-letter-options.ts'
import { resendLetter } from './resend-letter.ts'
import { sendLetter } from './send-letter.ts'

/** Letters to one user (features S1, H2). */
export function letterRoutes(door: MailDoor): Routes {
  return mount => {
    mount(contract.readLetterOptions, (ctx, { params }) => readLetterOptions(ctx, door, params.userId))
    mount(contract.sendLetter, (ctx, { params, body }) => sendLetter(ctx, door, { ...params, ...body }))
    mount(contract.listLetters, (ctx, { params, query }) => listLetters(ctx, { ...params, ...query }))
    mount(contract.resendLetter, (ctx, { params }) => resendLetter(ctx, door, params))
  }
}
