import {
  listLetterSettings as listLetterSettingsEndpoint,
  previewLetter as previewLetterEndpoint,
  saveLetterSetting as saveLetterSettingEndpoint,
} from '../../contract/letter-settings.ts'
import * as contract from '../../contract/letters.ts'
import type { Routes } from '../http/mount.ts'
import type { MailDoor } from './hindrance.ts'
import { listLetterSettings } from './list-letter-settings.ts'
import { listLetters } from './list-letters.ts'
import { previewLetter } from './preview-letter.ts'
import { readLetterOptions } from './read-letter-options.ts'
import { resendLetter } from './resend-letter.ts'
import { saveLetterSetting } from './save-letter-setting.ts'
import { sendLetter } from './send-letter.ts'

/** Letters to one user (features S1, H2). */
export function letterRoutes(door: MailDoor): Routes {
  return mount => {
    mount(contract.readLetterOptions, (ctx, { params }) => readLetterOptions(ctx, door, params.userId))
    mount(contract.sendLetter, (ctx, { params, body }) => sendLetter(ctx, door, { ...params, ...body }))
    mount(contract.listLetters, (ctx, { params, query }) => listLetters(ctx, { ...params, ...query }))
    mount(contract.resendLetter, (ctx, { params }) => resendLetter(ctx, door, params))
    mount(listLetterSettingsEndpoint, ctx => listLetterSettings(ctx))
    mount(saveLetterSettingEndpoint, (ctx, { params, body }) =>
      saveLetterSetting(ctx, { ...params, ...body }),
    )
    mount(previewLetterEndpoint, (ctx, { params, body }) => previewLetter(ctx, { ...params, ...body }))
  }
}
