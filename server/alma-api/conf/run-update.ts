import type { FieldChange } from '../../../contract/bulk-update.ts'
import { planUpdateTask, type UpdateInput } from '../../bulk-update/update-users.ts'
import type { Context } from '../../context.ts'
import { listProviders } from '../../sso/list-providers.ts'
import { type JobParameters, needed, refuseUnknown, saysNothing, setOf } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'
import { elementReaders } from './update-elements.ts'
import { fieldReaders, settableNames } from './update-fields.ts'

const prefix = 'UPDATE_User_Information_'
const notice = 'SEND_Notification_To_User'

/** There is no service outside that knows the accounts. */
const impossible = 'ExportToCloudIdP'

/** Say nothing that the job would do otherwise: passwords are never made by it. */
const harmless = ['PRODUCT', 'job_name', 'set_id', `${notice}_Active`, `${notice}_Value`].concat(
  ['Active', 'Value'].map(part => `${prefix}DontGeneratePassword_${part}`),
)

const fieldType = `${prefix}FieldType_Value`
const changing = [...Object.keys(fieldReaders), ...Object.keys(elementReaders)]
const partsOf = (name: string): string[] =>
  ['Active', 'Value', 'Condition', 'Scope', 'Scope_Name'].map(part => `${prefix}${name}_${part}`)
const known = new Set([...[...changing, impossible].flatMap(partsOf), ...harmless, fieldType])

/** Names of the parameters, for those who ask. */
export const updateParameters: readonly string[] = [
  'set_id',
  'job_name',
  ...Object.keys(fieldReaders).flatMap(name => partsOf(name).slice(0, settableNames.includes(name) ? 3 : 2)),
  ...Object.keys(elementReaders).flatMap(name => partsOf(name).filter(part => !part.endsWith('_Condition'))),
  `${notice}_Active`,
  `${notice}_Value`,
]

/** Runs Update/Notify Users with the parameters of a program (facts: alma-api §3.3); returns the id of the task. */
export async function runUpdate(ctx: Context, parameters: JobParameters): Promise<number> {
  const population = setOf(parameters)
  refuseUnknown(parameters, known)
  refuseImpossible(parameters)
  const changes = await changesOf(ctx, parameters)
  const notify = await noticeOf(ctx, parameters)
  if (changes.length === 0 && !notify) throw refuseJob('402228', { name: `${prefix}…_Active` })
  const fallback = `Update/Notify Users - via API - ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const name = (parameters.get('job_name') || fallback).slice(0, 255)
  return planUpdateTask(ctx, { name, population, changes, ...(notify ? { notify } : {}) })
}

const isOn = (parameters: JobParameters, name: string): boolean =>
  parameters.get(`${name}_Active`)?.toLowerCase() === 'true'

async function changesOf(ctx: Context, parameters: JobParameters): Promise<FieldChange[]> {
  const changes: FieldChange[] = []
  for (const name of changing) {
    const asked = { parameters, prefix: `${prefix}${name}` }
    if (!isOn(parameters, asked.prefix)) continue
    const field = fieldReaders[name]?.(ctx, asked)
    changes.push(...(field ? [field] : await elementReaders[name]!(ctx, asked)))
  }
  return changes
}

/** What is added belongs to the institution: what the student system owned would go with its next load. */
function refuseImpossible(parameters: JobParameters): void {
  if (isOn(parameters, `${prefix}${impossible}`))
    throw refuseJob('402119', { reason: `There is no service to export accounts to: ${impossible}` })
  const type = parameters.get(fieldType) ?? ''
  if (!['', 'BY_USER_ACCOUNT_TYPE', 'INTERNAL'].includes(type.toUpperCase()))
    throw refuseJob('402119', { reason: `The parameter ${fieldType} is not supported: ${type}` })
  for (const name of Object.keys(fieldReaders)) {
    const scope = ['Scope', 'Scope_Name'].find(
      part => !saysNothing(parameters.get(`${prefix}${name}_${part}`)),
    )
    if (scope && isOn(parameters, `${prefix}${name}`))
      throw refuseJob('402119', { reason: `The job cannot be limited to a scope: ${prefix}${name}_${scope}` })
  }
}

/** The one letter of the job; Alma writes its name so. */
const letters: readonly string[] = ['SOCIAL_LOGIN_INVITAION', 'SOCIAL_LOGIN_INVITATION']

async function noticeOf(ctx: Context, parameters: JobParameters): Promise<UpdateInput['notify']> {
  if (!isOn(parameters, notice)) return undefined
  const letter = needed(parameters, `${notice}_Value`)
  if (!letters.includes(letter.toUpperCase()))
    throw refuseJob('402119', { reason: `The job cannot send ${letter}, only ${letters[0]}` })
  const { items } = await listProviders(ctx)
  if (!items.some(one => one.kind === 'SOCIAL'))
    throw refuseJob('402119', {
      reason: 'Nobody can sign in by a social network: there is no active profile',
    })
  return 'social_login'
}
