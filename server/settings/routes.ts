import * as contract from '../../contract/settings.ts'
import { listSettingChanges as listSettingChangesEndpoint } from '../../contract/settings-history.ts'
import type { Routes } from '../http/mount.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { editSettings } from './edit-settings.ts'
import { listSettingChanges } from './list-setting-changes.ts'
import { listSettings } from './list-settings.ts'
import { nextPrimaryId } from './next-primary-id.ts'

/** Settings of the institution (features B3, X1), and what they generate. */
export function settingsRoutes({ institutions }: { institutions: InstitutionReader }): Routes {
  return mount => {
    mount(contract.readSettings, ctx => listSettings(ctx))
    mount(contract.editSettings, async (ctx, { body }) => {
      const settings = await editSettings(ctx, body)
      institutions.forget()
      return settings
    })
    mount(listSettingChangesEndpoint, (ctx, { query }) => listSettingChanges(ctx, query))
    mount(contract.nextPrimaryId, ctx => nextPrimaryId(ctx))
  }
}
