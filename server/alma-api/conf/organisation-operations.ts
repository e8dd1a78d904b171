import { requirePermission } from '../../access/require-permission.ts'
import { coded } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { Call } from '../call.ts'
import { type Answer, listAnswer, type Operation } from '../operation.ts'
import { storable } from './body-values.ts'
import { type Library, readLibraries, readPlaces } from './organisation.ts'
import { refuseOrganisation } from './organisation-refusals.ts'
import { departmentTree, deskTree, libraryTree } from './organisation-trees.ts'

const area = 'configuration'
const libraries = '/conf/libraries'
const ofLibrary = `${libraries}/:library`

/** Libraries, their desks and locations, departments, and the institution itself (facts: alma-api §3.6). */
export const organisationOperations: readonly Operation[] = [
  { method: 'GET', path: libraries, area, run: listLibraries },
  { method: 'GET', path: ofLibrary, area, run: tellLibrary },
  { method: 'GET', path: `${ofLibrary}/circ-desks`, area, run: listDesks },
  { method: 'GET', path: `${ofLibrary}/circ-desks/:desk`, area, run: tellDesk },
  { method: 'GET', path: `${ofLibrary}/locations`, area, run: listLocations },
  { method: 'POST', path: `${ofLibrary}/locations`, area, run: refuseLocation },
  ...(['GET', 'PUT', 'DELETE'] as const).map(
    (method): Operation => ({ method, path: `${ofLibrary}/locations/:location`, area, run: refuseLocation }),
  ),
  { method: 'GET', path: '/conf/departments', area, run: listDepartments },
  { method: 'GET', path: '/conf/general', area, run: tellInstitution },
]

async function listLibraries(ctx: Context, call: Call): Promise<Answer> {
  const trees = (await readLibraries(ctx)).map(library => libraryTree(ctx, library, call))
  return listAnswer({ root: 'libraries', name: 'library', total: trees.length }, trees)
}

async function libraryOf(ctx: Context, { params }: Call): Promise<Library> {
  const code = params['library'] ?? ''
  const [library] = await readLibraries(ctx, storable(code))
  if (!library) throw refuseOrganisation('401664', { code })
  return library
}

async function tellLibrary(ctx: Context, call: Call): Promise<Answer> {
  return { root: 'library', tree: libraryTree(ctx, await libraryOf(ctx, call), call) }
}

async function listDesks(ctx: Context, call: Call): Promise<Answer> {
  const { code } = await libraryOf(ctx, call)
  const { limit, offset } = call.query.page()
  const desks = await readPlaces(ctx, 'CircDesks', code)
  const trees = desks.slice(offset, offset + limit).map(desk => deskTree(desk, code, call))
  return listAnswer({ root: 'circ_desks', name: 'circ_desk', total: desks.length }, trees)
}

async function tellDesk(ctx: Context, call: Call): Promise<Answer> {
  const { code } = await libraryOf(ctx, call)
  const desk = (await readPlaces(ctx, 'CircDesks', code)).find(one => one.code === call.params['desk'])
  if (!desk) throw refuseOrganisation('402119', { reason: `There is no desk ${call.params['desk']}.` })
  return { root: 'circ_desk', tree: deskTree(desk, code, call) }
}

/** Items say where they are in words: there is nothing that a program could list or change. */
async function listLocations(ctx: Context, call: Call): Promise<Answer> {
  await libraryOf(ctx, call)
  return listAnswer({ root: 'locations', name: 'location', total: 0 }, [])
}

async function refuseLocation(ctx: Context, call: Call): Promise<never> {
  await libraryOf(ctx, call)
  const { location } = call.params
  throw location === undefined ? refuseOrganisation('60297') : refuseOrganisation('60298', { code: location })
}

async function listDepartments(ctx: Context, call: Call): Promise<Answer> {
  const { query } = call
  const one = (name: string, known: readonly string[]) => {
    const value = query.text(name) ?? known[0]!
    if (!known.includes(value)) throw refuseOrganisation('40166410', { name, value })
    return value
  }
  const isDigital = one('type', ['ALL', 'DIGI']) === 'DIGI'
  const isFull = one('view', ['FULL', 'brief']) === 'FULL'
  const library = query.text('library')
  const units = isDigital ? [] : await readPlaces(ctx, 'ServiceUnits', library && storable(library))
  const trees = units.map(unit => departmentTree(unit, { isFull }))
  return listAnswer({ root: 'departments', name: 'department', total: trees.length }, trees)
}

/** An institution whose letters go to a list of recipients only is one that people try things in. */
async function tellInstitution(ctx: Context, call: Call): Promise<Answer> {
  requirePermission(ctx, 'configuration.view')
  const { code, name, settings } = ctx.institution
  const isSandbox = settings.mailAllowedRecipients.length > 0
  const tree = {
    institution: coded(code, name),
    alma_url: new URL(call.linkTo('')).origin,
    environment_type: isSandbox ? 'sandbox' : 'production',
  }
  return { root: 'general', tree }
}
