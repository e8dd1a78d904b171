import type { FieldChange } from '../../../contract/bulk-update.ts'
import type { Context } from '../../context.ts'
import { codesIn, dayOf, type JobParameters, needed } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'

type Asked = { parameters: JobParameters; prefix: string }
type Reader = (ctx: Context, asked: Asked) => FieldChange

/** Fields that have conditions in Alma's job, and one that has none (facts: alma-api §3.3). */
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

export const settableNames: readonly string[] = Object.keys(settable)

/** What the job does to fields and lists, by Alma's names of it. */
export const fieldReaders: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(Object.entries(settable).map(([name, field]) => [name, setting(name, field)])),
  SetAccountTo: setAccount,
  RSL: listing('rs_libraries', 'add'),
  RemoveRSL: listing('rs_libraries', 'remove'),
  Opt_In_Patron_Letters: listing('library_notices', 'add'),
  Opt_Out_Patron_Letters: listing('library_notices', 'remove'),
  DisableSMS: disableSms,
}

function setting(name: string, field: string): Reader {
  const isDate = name.endsWith('_Date')
  return (ctx, { parameters, prefix }) => {
    const value = needed(parameters, `${prefix}_Value`)
    return {
      field,
      value: isDate ? dayOf(ctx, `${prefix}_Value`, value) : value,
      condition: conditionOf(parameters, `${prefix}_Condition`),
    }
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

/** The account becomes internal or external, by the code of its new type; passwords are never made by the job. */
function setAccount(_ctx: Context, { parameters, prefix }: Asked): FieldChange {
  const value = needed(parameters, `${prefix}_Value`).toUpperCase()
  return { field: 'account_type', value, condition: 'always' }
}

function listing(field: string, condition: 'add' | 'remove'): Reader {
  return (_ctx, { parameters, prefix }) => ({
    field,
    value: codesIn(parameters, `${prefix}_Value`),
    condition,
  })
}

/** Switched on it needs no value; one that says no contradicts it. */
function disableSms(_ctx: Context, { parameters, prefix }: Asked): FieldChange {
  const value = parameters.get(`${prefix}_Value`) ?? ''
  if (!['', 'true'].includes(value.toLowerCase()))
    throw refuseJob('402119', { reason: `The parameter ${prefix}_Value is not supported: ${value}` })
  return { field: 'phone', value: null, condition: 'disable' }
}
