import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, PageQuery, pageOf } from './page.ts'

/** One setting at one moment; without `old` or `new` it was, or became, the default. Values as people enter them. */
export const SettingChange = Type.Object({
  changeId: Type.Integer(),
  at: Type.String(),
  by: Type.String(),
  key: Type.String(),
  old: Type.Optional(Type.Unknown()),
  new: Type.Optional(Type.Unknown()),
})
export type SettingChange = Static<typeof SettingChange>

export const listSettingChanges = endpoint({
  method: 'GET',
  path: '/api/settings/history',
  permission: 'configuration.view',
  summary: 'Who changed which setting of the institution, newest first',
  query: closed({ ...PageQuery, key: Type.Optional(Type.String({ maxLength: 100 })) }),
  response: pageOf(SettingChange),
})
