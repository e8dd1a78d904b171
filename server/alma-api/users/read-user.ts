import { requirePermission } from '../../access/require-permission.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { readForAlma, recentAlmaWords } from '../../alma-user/read-alma-user.ts'
import type { AlmaWords } from '../../alma-user/to-alma-json.ts'
import type { Context } from '../../context.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { lasting } from '../../http/lasting-answers.ts'
import { noteRead } from '../../read-log/note-read.ts'
import type { Call } from '../call.ts'
import { keyOf, notFound, wantedUser } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import type { Answer } from '../operation.ts'
import { countersOf } from './counters.ts'
import { refuseReading } from './refuse-reading.ts'
import { findCopy } from './source-user.ts'
import { readNamed, type UserRecord, userTree } from './user-answer.ts'

/** One user (facts: alma-api §§2.1, 2.3). */
export async function readUser(ctx: Context, call: Call): Promise<Answer> {
  const [record, words] = await Promise.all([readAskedFor(ctx, call), recentAlmaWords(ctx)])
  const { userId, document } = record
  await noteRead(ctx, userId)
  const extras = await countersOf(ctx, call, { userId, primaryId: String(document['primary_id']) })
  const tree =
    Object.keys(extras).length === 0
      ? wholeTree(ctx, record, words)
      : userTree(ctx, record, { words, extras })
  const isBrief = call.query.text('view')?.toLowerCase() === 'brief'
  return { root: 'user', tree: isBrief ? briefly(tree) : tree }
}

type Whole = { tree: AlmaTree; words: object; institution: Context['institution'] }

/** What was made of a document, for as long as that is kept (see `readDocument`). */
const madeOf = new WeakMap<RecordDocument, Whole>()

/** The tree of the record; the same object if nothing that it tells has changed since. */
function wholeTree(ctx: Context, record: UserRecord, words: Omit<AlmaWords, 'people'>): AlmaTree {
  const { institution } = ctx
  const known = madeOf.get(record.document)
  if (known?.words === words && known.institution === institution && record.people.size === 0)
    return known.tree
  const tree = lasting(userTree(ctx, record, { words }))
  if (record.people.size === 0) madeOf.set(record.document, { tree, words, institution })
  return tree
}

/**
 * The user of the path: by an identifier, by the id under which other institutions know somebody of this one, or as the
 * copy of somebody of another institution. Throws as `findUser`, and 4019990 and 4019998.
 */
export async function readAskedFor(ctx: Context, call: Call): Promise<UserRecord> {
  requirePermission(ctx, 'users.view')
  const wanted = wantedUser(call)
  const code = call.query.text('source_institution_code')
  if (code !== undefined) return readCopy(ctx, { institution: code, id: wanted.id })
  if (wanted.type === 'linking_id') return readLinked(ctx, wanted.id)
  const record = await readNamed(ctx, keyOf(wanted))
  if (!record) throw notFound(wanted)
  return record
}

async function readCopy(ctx: Context, source: { institution: string; id: string }): Promise<UserRecord> {
  const found = await findCopy(ctx, source)
  const record = typeof found === 'number' ? await readById(ctx, found) : undefined
  if (!record) throw refuseReading('4019990', { id: source.id, code: source.institution })
  return record
}

async function readLinked(ctx: Context, id: string): Promise<UserRecord> {
  const userId = idIn(id)
  const record = userId === undefined ? undefined : await readById(ctx, userId)
  if (!record) throw refuseReading('4019998', { id })
  return record
}

async function readById(ctx: Context, userId: number): Promise<UserRecord | undefined> {
  const record = (await readForAlma(ctx, [userId])).get(userId)
  return record && { userId, ...record }
}

const leftOut = new Set(['user_role', 'user_block', 'user_note', 'proxy_for_user'])

/** Core values, e-mail addresses, identifiers and statistics. */
function briefly(tree: AlmaTree): AlmaTree {
  const { email = [] } = tree['contact_info'] as AlmaTree
  const kept = Object.entries(tree).filter(([key]) => !leftOut.has(key))
  return { ...Object.fromEntries(kept), contact_info: { email } }
}
