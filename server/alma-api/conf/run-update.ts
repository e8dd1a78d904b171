import type { FieldChange } from '../../../contract/bulk-update.ts'
import { planUpdateTask } from '../../bulk-update/update-users.ts'
import type { Context } from '../../context.ts'
import { dayOf, type JobParameters, needed, refuseUnknown, saysNothing, setOf } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'

const prefix = 'UPDATE_User_Information_'

/** Fields that the job sets, by Alma's names of them. */
const settable: Readonly<Record<string, string>> = {
  UserGroup: 'user_group',
  Status: 'status',
  Expiry_Date: 'expiry_date',
  Purge_Date: 'purge_date',
  Campus: 'campus_code',
  JobDescription: 'job_description',
  Title: 'user_title',
  CatalogerLevel: 'cataloger_level',
}

/** Elements that it takes away; a block that no longer counts is one that is gone, for the history keeps it. */
const removable: Readonly<Record<string, string>> = {
  RemoveRole: 'role',
  RemoveStatistics: 'statistic',
  DisableBlock: 'block',
}

/** What Alma's job can besides, and this one cannot: asked for, it is refused (facts: alma-api §3.3). */
const unsupported = [
  'SetAccountTo',
  'AddBlock',
  'AddRole',
  'AddNote',
  'AddStatistics',
  'RSL',
  'RemoveRSL',
  'Opt_In_Patron_Letters',
  'Opt_Out_Patron_Letters',
  'DisableSMS',
  'ExportToCloudIdP',
]

/** Say nothing that the job would do otherwise: passwords are never made by it. */
const harmless = ['PRODUCT', 'job_name', 'set_id', `${prefix}FieldType_Value`].concat(
  ['Active', 'Value'].map(part => `${prefix}DontGeneratePassword_${part}`),
)

const partsOf = (name: string): string[] =>
  ['Active', 'Value', 'Condition', 'Scope', 'Scope_Name'].map(part => `${prefix}${name}_${part}`)

const switchable = [...Object.keys(settable), ...Object.keys(removable), ...unsupported]
const known = new Set([...switchable.flatMap(partsOf), ...harmless])

/** Names of the parameters, for those who ask. */
export const updateParameters: readonly string[] = [
  'set_id',
  'job_name',
  ...Object.keys(settable).flatMap(name => partsOf(name).slice(0, 3)),
  ...Object.keys(removable).flatMap(name => partsOf(name).slice(0, 2)),
]

/** Runs Update/Notify Users with the parameters of a program; returns the id of the task. */
export async function runUpdate(ctx: Context, parameters: JobParameters): Promise<number> {
  const population = setOf(parameters)
  refuseUnknown(parameters, known)
  const isActive = (name: string) => parameters.get(`${prefix}${name}_Active`)?.toLowerCase() === 'true'
  for (const name of unsupported)
    if (isActive(name)) throw refuseJob('402119', { reason: `The job cannot do this: ${name}` })
  const changes = [
    ...Object.keys(settable)
      .filter(isActive)
      .map(name => setting(ctx, parameters, name)),
    ...Object.keys(removable)
      .filter(isActive)
      .map(name => removal(parameters, name)),
  ]
  if (changes.length === 0) throw refuseJob('402228', { name: `${prefix}…_Active` })
  const fallback = `Update/Notify Users - via API - ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const name = (parameters.get('job_name') || fallback).slice(0, 255)
  return planUpdateTask(ctx, { name, population, changes })
}

function setting(ctx: Context, parameters: JobParameters, name: string): FieldChange {
  const valueName = `${prefix}${name}_Value`
  const value = needed(parameters, valueName)
  const isDate = name.endsWith('_Date')
  return {
    field: settable[name]!,
    value: isDate ? dayOf(ctx, valueName, value) : value,
    condition: conditionOf(parameters, `${prefix}${name}_Condition`),
  }
}

/** Nobody has published what Alma calls conditions: words that mean them, however they are written. */
const conditions: Readonly<Record<string, FieldChange['condition']>> = {
  '': 'always',
  always: 'always',
  unconditionally: 'always',
  ifempty: 'if_empty',
  onlyifempty: 'if_empty',
  empty: 'if_empty',
  ifnotempty: 'if_not_empty',
  onlyifnotempty: 'if_not_empty',
  notempty: 'if_not_empty',
}

function conditionOf(parameters: JobParameters, name: string): FieldChange['condition'] {
  const given = parameters.get(name) ?? ''
  const condition = Object.entries(conditions).find(
    ([word]) => word === given.replaceAll(/[\s_]/g, '').toLowerCase(),
  )
  if (!condition) throw refuseJob('402119', { reason: `The parameter ${name} is not supported: ${given}` })
  return condition[1]
}

/** One code, or several with commas. */
function removal(parameters: JobParameters, name: string): FieldChange {
  for (const part of ['Scope', 'Scope_Name']) {
    const scope = `${prefix}${name}_${part}`
    if (!saysNothing(parameters.get(scope)))
      throw refuseJob('402119', { reason: `The job cannot be limited to a scope: ${scope}` })
  }
  const codes = needed(parameters, `${prefix}${name}_Value`).split(',')
  return {
    field: removable[name]!,
    value: codes.map(code => code.trim()).filter(Boolean),
    condition: 'remove',
  }
}
