import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { permissions } from '../contract/permissions.ts'
import { allEndpoints } from './all-endpoints.ts'

const root = resolve(import.meta.dirname, '..')

/**
 * Folders from the ground up: code may import from its own folder and from folders of a lower rank only. Features
 * share rank 7 and therefore do not know each other; what two of them need belongs further down.
 */
const ranks: Record<string, number> = {
  'server/.': 0,
  'server/db': 1,
  'server/http': 2,
  'server/spreadsheets': 2,
  'server/fields': 2,
  'server/institutions': 3,
  'server/vault': 3,
  'server/filters': 4,
  'server/storage': 4,
  'server/changes': 5,
  'server/rules': 5,
  'server/fees': 5,
  'server/alma-user': 5,
  'server/retention': 6,
  'server/tasks': 6,
  'server/letters': 6,
  'server/read-log': 6,
  'server/credentials': 6,
  'server/registration': 6.5,
  'server/access': 7,
  'server/users': 7,
  'server/sets': 7,
  'server/settings': 7,
  'server/bulk-update': 7,
  'server/purge': 7,
  'server/undo': 7,
  'server/deletion': 7,
  'server/links': 7,
  'server/circulation': 7,
  'server/network': 8,
  'server/seats': 7,
  'server/access-reviews': 8,
  'server/sis': 7,
  'server/courses': 7,
  'server/bursar': 7,
  'server/fee-waiving': 7,
  'server/mail': 7,
  'server/attachments': 7,
  'server/sso': 8,
  'server/api-keys': 8,
  'server/webhooks': 8,
  'server/alma-api': 9,
  'server/sip2': 9,
  'server/roles': 7,
}

/** Composition: may import anything of the server. */
const composition = ['app', 'program', 'main', 'worker', 'upkeep', 'task-definitions']
const composers = [
  'server/demo',
  'server/testing',
  'server/story',
  'server/matrix',
  'server/security',
  ...composition.map(name => `server/${name}.ts`),
]
/** The check that every verb begins with, what roles allow, and the types of the rows. */
const forEverybody = [
  'server/access/require-permission.ts',
  'server/access/role-permissions.ts',
  'server/access/grants.ts',
  'server/db/row-types.gen.ts',
]

const sources = ['contract', 'server', 'web', 'scripts', 'bench', 'e2e'].flatMap(folder =>
  filesIn(join(root, folder)),
)

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['dist', 'node_modules'].includes(entry.name) ? [] : filesIn(path)
    return /\.tsx?$/.test(entry.name) ? [relative(root, path)] : []
  })
}

const isTest = (file: string) => /\.(test|e2e)\.tsx?$/.test(file) || file.includes('/testing/')
const text = (file: string) => readFileSync(join(root, file), 'utf8')

function importsOf(file: string): string[] {
  const specifiers = [...text(file).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(match => match[1]!)
  return specifiers.map(specifier => relative(root, resolve(root, dirname(file), specifier)))
}

const folderOf = (file: string) => {
  const [top, second, third] = file.split('/')
  if (top !== 'server') return top!
  return third === undefined
    ? `server/${composition.includes(second!.replace('.ts', '')) ? second : '.'}`
    : `server/${second}`
}

test('contract imports nothing of ours; web and server meet only in contract', () => {
  const wrong = sources.flatMap(file =>
    importsOf(file)
      .filter(target => {
        if (file.startsWith('contract/')) return !target.startsWith('contract/')
        if (file.startsWith('web/')) return !/^(web|contract)\//.test(target)
        return file.startsWith('server/') && !/^(server|contract)\//.test(target)
      })
      .map(target => `${file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

test('nothing calls upwards', () => {
  const wrong = sources
    .filter(file => file.startsWith('server/') && !isTest(file) && !composers.includes(folderOf(file)))
    .flatMap(file =>
      importsOf(file)
        .filter(target => target.startsWith('server/') && !forEverybody.includes(target))
        .filter(target => folderOf(target) !== folderOf(file))
        .filter(target => (ranks[folderOf(target)] ?? 99) >= (ranks[folderOf(file)] ?? -1))
        .map(target => `${file} imports ${target}`),
    )
  expect(wrong).toEqual([])
})

test('every folder of the server has its rank', () => {
  const folders = new Set(sources.filter(file => file.startsWith('server/')).map(folderOf))
  const unknown = [...folders].filter(folder => ranks[folder] === undefined && !composers.includes(folder))
  expect(unknown).toEqual([])
})

test('files stay small: 300 lines, tests 600', () => {
  const large = sources
    .filter(file => !file.endsWith('.gen.ts'))
    .map(file => ({ file, lines: text(file).split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > (isTest(file) ? 600 : 300))
  expect(large).toEqual([])
})

test('only the write path writes user records', () => {
  const tables =
    'user_account|user_identifier|user_role|user_block|user_note|user_statistic|user_attachment|user_picture|user_history|change_set'
  const write = new RegExp(`(insert\\s+into|update|delete\\s+from|truncate)\\s+(${tables})\\b`, 'i')
  const wrong = sources.filter(
    file =>
      /^(server|scripts)\//.test(file) &&
      !isTest(file) &&
      !file.startsWith('server/changes/') &&
      write.test(text(file)),
  )
  expect(wrong).toEqual([])
})

const endpoints = await allEndpoints()

test('every endpoint names its permission, and is the only one with its method and path', () => {
  const known: readonly unknown[] = [...permissions, null]
  expect(endpoints.filter(one => !known.includes(one.permission)).map(one => one.name)).toEqual([])
  const places = endpoints.map(one => `${one.method} ${one.path}`)
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
  expect(endpoints.length).toBeGreaterThan(25)
})

test('every endpoint is mounted', () => {
  const doors = sources
    .filter(file => /^server\/.*routes\.ts$/.test(file))
    .map(text)
    .join('\n')
  const missing = endpoints.filter(
    ({ name }) => !new RegExp(`mount\\(\\s*(contract\\.)?${name}\\b|${name} as \\w+Endpoint`).test(doors),
  )
  expect(missing.map(one => one.name)).toEqual([])
})
