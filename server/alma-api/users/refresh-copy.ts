import type { FieldProblem } from '../../../contract/problem.ts'
import { requirePermission } from '../../access/require-permission.ts'
import { readOneForAlma } from '../../alma-user/read-alma-user.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { splitPath } from '../../fields/catalogue.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { copiedFields, readElsewhere } from '../../registration/elsewhere.ts'
import { editUser } from '../../users/edit-user.ts'
import { readUser } from '../../users/read-user.ts'
import type { FoundUser } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import { refuseReading } from './refuse-reading.ts'

/**
 * Names, contact and dates of a copied account become those that its source has now; what this institution has added
 * stays, but addresses, e-mail addresses and telephones are those of the source alone. Throws 60226 if the account is no
 * copy, 60229 if the source is gone or its institution shares no longer, 60230 if a rule of the record forbids it.
 */
export async function refreshCopy(ctx: Context, { userId, primaryId }: FoundUser): Promise<void> {
  requirePermission(ctx, 'users.edit')
  const { document } = await readOneForAlma(ctx, userId)
  const code = String(document['source_institution_code'] ?? '')
  const sourceId = idIn(String(document['source_link_id'] ?? ''))
  if (code === '' || sourceId === undefined) throw refuseReading('60226', { id: primaryId })
  const source = await orRefused(readElsewhere(ctx, { institution: code, userId: sourceId }), () =>
    refuseReading('60229', { id: primaryId, code }),
  )
  const values = changesTo(document, source)
  if (Object.keys(values).length === 0) return
  const { revision } = await readUser(ctx, userId)
  await orRefused(editUser(ctx, { userId, revision, values, openForUpdate: true }), error =>
    refuseReading('60230', { id: primaryId, reason: reasonOf(error) }),
  )
}

/** `email: one needed`, or the code in words. */
function reasonOf({ code, details }: AppError): string {
  const [problem] = (details['problems'] ?? []) as FieldProblem[]
  return (problem ? `${problem.field}: ${problem.rule}` : code).replaceAll('_', ' ')
}

async function orRefused<T>(work: Promise<T>, refusal: (error: AppError) => Error): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof AppError ? refusal(error) : error
  })
}

function changesTo(document: RecordDocument, source: RecordDocument): Record<string, Json> {
  const isScalar = (path: string) => splitPath(path).elementId === undefined
  const scalars = [...copiedFields, ...Object.keys(source).filter(isScalar)].flatMap(
    (name): [string, Json][] => {
      const value = source[name] ?? null
      return value === (document[name] ?? null) ? [] : [[name, value]]
    },
  )
  return { ...Object.fromEntries(scalars), ...contactChanges(document, source) }
}

const isContact = (path: string): boolean => /^(address|email|phone)\//.test(path)

/** What says the same stays where it is; ids of elements mean nothing between institutions. */
function contactChanges(document: RecordDocument, source: RecordDocument): Record<string, Json> {
  const wanted = Object.entries(source).filter(([path]) => isContact(path))
  const kept = new Set<string>()
  const missing = wanted.filter(([path, value]) => {
    const same = Object.entries(document).find(
      ([own, element]) =>
        isContact(own) && !kept.has(own) && kindOf(own) === kindOf(path) && textOf(element) === textOf(value),
    )
    if (same) kept.add(same[0])
    return same === undefined
  })
  const gone = Object.keys(document).filter(path => isContact(path) && !kept.has(path))
  return {
    ...Object.fromEntries(gone.map(path => [path, null])),
    ...Object.fromEntries(missing.map(([path, value], index) => [`${kindOf(path)}/new${index}`, value])),
  }
}

const kindOf = (path: string): string => splitPath(path).kind

/** What an element says, whoever made it when. */
function textOf(element: Json): string {
  const { external: _external, created_by: _by, created_at: _at, ...values } = element as Record<string, Json>
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}
