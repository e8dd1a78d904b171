import type { SisProfile } from '../../../contract/sis.ts'
import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { Call } from '../call.ts'
import { profileNumber } from './jobs.ts'
import type { Library, Place } from './organisation.ts'

type Links = Pick<Call, 'linkTo'>

export const libraryPath = (code: string): string => `/conf/libraries/${encodeURIComponent(code)}`

/** A library; its code is its id as well. */
export function libraryTree({ institution }: Context, library: Library, { linkTo }: Links): AlmaTree {
  const { code, name, desks } = library
  const path = libraryPath(code)
  return {
    link: linkTo(path),
    code,
    id: code,
    path: `${institution.code}.${code}`,
    name,
    description: '',
    resource_sharing: library.isResourceSharing,
    campus: coded('', ''),
    proxy: '',
    default_location: coded('', ''),
    number_of_locations: { value: '0', link: linkTo(`${path}/locations`) },
    number_of_circ_desks: { value: String(desks), link: linkTo(`${path}/circ-desks`) },
  }
}

/** What every desk can do here, and nothing of what Alma's desks can besides. */
export function deskTree(desk: Place, library: string, { linkTo }: Links): AlmaTree {
  return {
    link: linkTo(`${libraryPath(library)}/circ-desks/${encodeURIComponent(desk.code)}`),
    code: desk.code,
    name: desk.name,
    description: '',
    primary: false,
    reading_room_desk: false,
    has_hold_shelf: true,
    supports_registering_new_users: true,
    accept_cash: true,
    location: [],
  }
}

/** A service unit as a department; brief ones say what they are and no more. */
export function departmentTree(unit: Place, { isFull }: { isFull: boolean }): AlmaTree {
  const owner = coded(unit.library ?? '', unit.libraryName ?? '')
  const head = { code: unit.code, name: unit.name, description: '', type: coded('ALL', 'All') }
  if (!isFull) return head
  return {
    ...head,
    work_days: '',
    printer: coded('', ''),
    owner,
    served_library: unit.library === null ? [] : [owner],
    contact_info: {},
    operator: [],
    circ_desk: coded('', ''),
  }
}

/** Systems of profiles; which one a student system is nobody tells. */
export const profileSystems = { OTHER: 'Other' } as const

/** A profile of a student system as an integration profile. */
export function profileTree(profile: SisProfile, { linkTo }: Links): AlmaTree {
  const id = profileNumber(profile.code)
  const parameter = (name: string, value: string) => ({
    action: coded(profile.action.toUpperCase(), profile.action),
    name: coded(name, name),
    value,
  })
  return {
    link: linkTo(`/conf/integration-profiles/${id}`),
    id,
    code: profile.code,
    name: profile.name,
    type: coded('USER', 'Users'),
    system: coded('OTHER', profileSystems.OTHER),
    ftp_connection: coded('', ''),
    default: false,
    description: '',
    parameter: [
      parameter('record_type', profile.recordType),
      parameter('match_id_type', profile.matchIdType),
      parameter('add_unmatched', String(profile.addUnmatched)),
      parameter('input_path', profile.dropFolder ?? ''),
    ],
    contact_info: {},
  }
}
