import { readConfiguration } from '../../contract/configuration.ts'
import type { Routes } from '../http/mount.ts'
import { readCodeTables } from './code-tables.ts'
import { describeFields } from './describe-fields.ts'

export const institutionRoutes: Routes = mount => {
  mount(readConfiguration, async ctx => {
    const { settings } = ctx.institution
    const { mandatory, pinNumberMethod, libraryIndependence, readLogEnabled, photoServerUrl } = settings
    const { nameDisplay, institutionalIdentifierType, resourceSharingLibrary: library } = settings
    return {
      ...describeFields(ctx),
      codeTables: await readCodeTables(ctx),
      mandatory,
      pinNumberMethod,
      libraryIndependence,
      nameDisplay,
      institutionalIdentifierType,
      ...(library === 'NONE' ? {} : { defaultResourceSharingLibrary: library }),
      readLogEnabled,
      hasPhotoServer: photoServerUrl !== '',
    }
  })
}
