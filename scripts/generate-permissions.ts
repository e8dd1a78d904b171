// Writes docs/permissions.md from the role catalogue and from what roles allow; with --check only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { apiAccesses, apiAreas } from '../contract/api-keys.ts'
import type { Endpoint } from '../contract/endpoint.ts'
import { type Permission, permissions } from '../contract/permissions.ts'
import type { RoleRules } from '../contract/roles.ts'
import { permissionsOfRole, permissionsOfRoles } from '../server/access/role-permissions.ts'
import { permissionsOfAreas } from '../server/api-keys/permissions-of-areas.ts'
import { roleTypes } from '../server/institutions/role-types.ts'
import { allEndpoints } from './all-endpoints.ts'

const target = resolve(import.meta.dirname, '../docs/permissions.md')
const everybodys = permissionsOfRoles([])

/** Roles that allow anything, those that allow most first. */
const allowing = roleTypes
  .filter(role => (permissionsOfRole[role.code] ?? []).length > 0)
  .toSorted((one, two) => permissionsOfRole[two.code]!.length - permissionsOfRole[one.code]!.length)

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')

const matrix = table(
  ['', ...allowing.map(role => role.label)],
  [
    ['good for', ...allowing.map(role => role.details.scopes.join(', '))],
    ...permissions
      .filter(permission => !everybodys.has(permission))
      .map(permission => [
        `\`${permission}\``,
        ...allowing.map(role => (permissionsOfRole[role.code]!.includes(permission) ? '●' : '')),
      ]),
  ],
)

const parametersOf = ({ parameters }: RoleRules) =>
  Object.entries(parameters).map(([type, need]) => (need === 'required' ? `**${type}**` : type))

const signInOf = (rules: RoleRules) => {
  if (!rules.signs_in) return 'does not sign in'
  return rules.named_user ? 'named user' : 'signs in, not counted'
}

const catalogue = table(
  ['code', 'role', 'area', 'scope', 'parameters', 'signing in', 'allows'],
  roleTypes.map(({ code, label, details }) => [
    code,
    label,
    details.area,
    details.scopes.join(', '),
    parametersOf(details).join(', '),
    signInOf(details),
    allowing.some(role => role.code === code) ? 'see above' : '',
  ]),
)

const compare = (one: string, two: string) => (one < two ? -1 : Number(one > two))

/** Everything that the contract declares, by path. */
const endpoints = (await allEndpoints()).toSorted(
  (one, two) => compare(one.path, two.path) || compare(one.method, two.method),
)

const mayAsk = ({ permission }: Endpoint, allowed: readonly Permission[] | ReadonlySet<Permission>) =>
  permission === null || new Set(allowed).has(permission)
const doors = table(
  ['', 'needs', 'library', 'nobody', 'anybody', ...allowing.map(role => role.label)],
  endpoints.map(endpoint => [
    `\`${endpoint.method} ${endpoint.path}\``,
    endpoint.permission === null ? '' : `\`${endpoint.permission}\``,
    endpoint.isOwned ? 'own' : '',
    endpoint.permission === null ? '●' : '',
    mayAsk(endpoint, everybodys) ? '●' : '',
    ...allowing.map(role => (mayAsk(endpoint, [...everybodys, ...permissionsOfRole[role.code]!]) ? '●' : '')),
  ]),
)

const areas = table(
  ['area', 'access', 'allows'],
  apiAreas.flatMap(area =>
    apiAccesses.map(access => [
      area,
      access,
      permissionsOfAreas[area][access].map(one => `\`${one}\``).join(', '),
    ]),
  ),
)

const text = `# Roles and permissions

Written by \`npm run permissions\` from \`server/institutions/role-types.ts\`, \`server/access/role-permissions.ts\` and
\`server/api-keys/permissions-of-areas.ts\`.

A role allows something while it is active, not expired and complete (scope and **required** parameters are there), and the
account is active and not expired. Roles add up. Everybody who signs in may: ${[...everybodys].map(one => `\`${one}\``).join(', ')}.

A role with the scope of a library is good for that library: with library independence its holder sees and changes what that
library or the institution owns, and gives and takes roles of that library only.

Nobody gives, changes or takes a role that allows more than they may themselves within the scope of the role by which they
manage roles; the work at desks is an exception, which managers of roles hand out without doing it. Whoever leaves
restricted users alone (\`CantEditRestrictedUsers\`) makes nobody who does not. At least one User Administrator without an
end always remains.

## What roles allow

Roles that are not here allow nothing in Carrel; other systems may ask who holds them.

${matrix}

## Which doors they open

Every operation of \`/api\`, for nobody who is signed in, for anybody who is, and for the roles above. *own*: with library
independence, somebody who is good for one library gets there at what that library or the institution owns, and at nothing
of another library. Nobody gets at anything of another institution. \`server/matrix\` asks for every cell.

${doors}

## What API keys allow

A program does what the areas of its key allow, in the whole institution; \`write\` allows what \`read\` does as well.

${areas}

## The catalogue

${catalogue}
`

if (process.argv.includes('--check')) {
  const written = await readFile(target, 'utf8').catch(() => '')
  if (written !== text) {
    console.error('docs/permissions.md is not up to date: npm run permissions')
    process.exitCode = 1
  }
} else await writeFile(target, text)
