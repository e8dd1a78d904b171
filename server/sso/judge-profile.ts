import { X509Certificate } from 'node:crypto'
import type { FieldProblem } from '../../contract/problem.ts'
import { type ProfileField, type ProfileKind, profileFields } from '../../contract/sso.ts'
import type { CodeRules } from '../institutions/code-rules.ts'

export type ProfileDraft = {
  kind: ProfileKind
  name: string
  matchBy: string
  settings: Readonly<Record<string, string>>
}

/** What identifiers are compared with instead of one of their types. */
export const primaryMatch = 'PRIMARY'

/** All that is wrong with a profile. */
export function judgeProfile(draft: ProfileDraft, codes: CodeRules): FieldProblem[] {
  const fields = profileFields[draft.kind]
  const unknown = Object.keys(draft.settings).filter(name => !fields.some(field => field.name === name))
  return [
    ...(draft.name.trim() === '' ? [{ field: 'name', rule: 'required' }] : []),
    ...judgeMatch(draft, codes),
    ...unknown.map(name => ({ field: `settings/${name}`, rule: 'unknown_field' })),
    ...fields.flatMap(field => {
      const rule = ruleBroken(field, draft.settings[field.name] ?? '')
      return rule ? [{ field: `settings/${field.name}`, rule }] : []
    }),
  ]
}

/** Social logins have types of their own, which nothing else may write or be found by. */
function judgeMatch({ kind, matchBy }: ProfileDraft, codes: CodeRules): FieldProblem[] {
  const isKnown = codes.all.get('UserIdentifierTypes')?.has(matchBy) === true
  const isRight =
    kind === 'SOCIAL'
      ? isKnown && codes.isSocial(matchBy)
      : matchBy === primaryMatch || (isKnown && !codes.isSocial(matchBy))
  return isRight ? [] : [{ field: 'matchBy', rule: 'unknown_code' }]
}

function ruleBroken({ isRequired, form }: ProfileField, value: string): string | undefined {
  if (value.trim() === '') return isRequired ? 'required' : undefined
  if (/\p{Cc}/u.test(form === 'certificate' ? value.replaceAll(/[\r\n\t]/g, '') : value))
    return 'control_characters'
  if (form === 'web') return isSafeAddress(value) ? undefined : 'not_a_safe_address'
  if (form === 'directory') return isDirectory(value) ? undefined : 'not_a_directory'
  if (form === 'certificate') return isCertificate(value) ? undefined : 'not_a_certificate'
  if (form === 'search') return /^\(.*\{name\}.*\)$/.test(value) ? undefined : 'not_a_search'
  return undefined
}

/** Passwords and proofs travel encrypted; on the machine itself they may do without. */
function isSafeAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)

function isDirectory(text: string): boolean {
  return /^ldaps?:\/\/[^/\s@]+\/?$/.test(text) && URL.canParse(text)
}

function isCertificate(text: string): boolean {
  try {
    return certificatesIn(text).length > 0
  } catch {
    return false
  }
}

/** Certificates in PEM, or one as the bare base64 that stands in metadata; throws when there is something else. */
export function certificatesIn(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (blocks) return blocks.map(block => new X509Certificate(block))
  return [new X509Certificate(Buffer.from(text.replaceAll(/\s/g, ''), 'base64'))]
}
