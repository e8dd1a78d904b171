import type { FieldChange } from '../../../contract/bulk-update.ts'
import { lackingIn } from '../../../contract/roles.ts'
import type { Context } from '../../context.ts'
import { readCodeTables } from '../../institutions/code-tables.ts'
import { rulesOfRole } from '../../institutions/role-types.ts'
import { libraryOf } from './job-libraries.ts'
import { codesIn, type JobParameters, needed } from './job-parameters.ts'
import { refuseJob } from './job-refusals.ts'

type Asked = { parameters: JobParameters; prefix: string }
type Reader = (ctx: Context, asked: Asked) => Promise<FieldChange[]>

/** What the job does to elements, by Alma's names of it (facts: alma-behaviour §3.1). */
export const elementReaders: Readonly<Record<string, Reader>> = {
  AddBlock: adding('block', 'block_description'),
  AddStatistics: adding('statistic', 'category'),
  AddNote: addNote,
  AddRole: addRole,
  DisableBlock: taking('block', 'disable'),
  RemoveStatistics: taking('statistic', 'remove'),
  RemoveRole: taking('role', 'remove'),
}

const addition = (field: string, values: Record<string, string | undefined>): FieldChange => ({
  ...{ field, value: null, condition: 'add' },
  values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
})

/** One element for each code; `Scope` says which library owns it. */
function adding(field: string, name: string): Reader {
  return async (ctx, { parameters, prefix }) => {
    const owner = await ownerOf(ctx, { parameters, prefix })
    return codesIn(parameters, `${prefix}_Value`).map(code => addition(field, { [name]: code, owner }))
  }
}

/** What belongs to the institution has no owner. */
async function ownerOf(ctx: Context, { parameters, prefix }: Asked): Promise<string | undefined> {
  const library = await libraryOf(ctx, parameters, prefix)
  return library === ctx.institution.code ? undefined : library
}

/** Alma's job says nothing of the type: notes are of the first one, which is "General" wherever nobody changed it. */
async function addNote(ctx: Context, { parameters, prefix }: Asked): Promise<FieldChange[]> {
  const text = needed(parameters, `${prefix}_Value`)
  const owner = await ownerOf(ctx, { parameters, prefix })
  const { NoteTypes: types = [] } = await readCodeTables(ctx, ['NoteTypes'])
  return [addition('note', { note_type: types.find(type => type.isEnabled)?.code, text, owner })]
}

/** Roles that are nothing without parameters cannot be given by the job: it has none for them. */
async function addRole(ctx: Context, { parameters, prefix }: Asked): Promise<FieldChange[]> {
  const scope = (await libraryOf(ctx, parameters, prefix)) ?? ctx.institution.code
  return codesIn(parameters, `${prefix}_Value`).map(role_type => {
    const lacking = lackingIn({ role_type, scope }, rulesOfRole(role_type), ctx.institution.code)
    if (lacking.length > 0)
      throw refuseJob('402119', {
        reason: `The role ${role_type} cannot be added without ${lacking.join(', ')}`,
      })
    return addition('role', { role_type, scope })
  })
}

function taking(field: string, condition: 'remove' | 'disable'): Reader {
  return async (ctx, { parameters, prefix }) => {
    const library = await libraryOf(ctx, parameters, prefix)
    const value = codesIn(parameters, `${prefix}_Value`)
    return [{ field, value, condition, ...(library === undefined ? {} : { library }) }]
  }
}
