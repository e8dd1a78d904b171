import { readConfiguration } from '../../contract/configuration.ts'
import type { Routes } from '../http/mount.ts'
import { readCodeTables } from './code-tables.ts'
import { describeFields } from './describe-fields.ts'

export const institutionRoutes: Routes = mount => {
  const catalogue = describeFields()
  mount(readConfiguration, async ctx => {
    const { mandatory, pinNumberMethod, libraryIndependence, photoServerUrl } = ctx.institution.settings
    return {
      ...catalogue,
      codeTables: await readCodeTables(ctx),
      mandatory,
      pinNumberMethod,
      libraryIndependence,
      hasPhotoServer: photoServerUrl !== '',
    }
  })
}
