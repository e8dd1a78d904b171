import * as contract from '../../contract/mail.ts'
import type { Routes } from '../http/mount.ts'
import type { MailSettings } from '../mail-settings.ts'
import { readMailStatus } from './read-mail-status.ts'
import { sendTestMail } from './send-test-mail.ts'

/** Whether letters leave the house (features S2). */
export function mailRoutes(mail: MailSettings | undefined): Routes {
  return mount => {
    mount(contract.readMailStatus, ctx => readMailStatus(ctx, mail))
    mount(contract.sendTestMail, ctx => sendTestMail(ctx, mail))
  }
}
