import { isUtf8 } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { attachmentBytes } from '../../../contract/attachments.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { addAttachment } from '../../attachments/add-attachment.ts'
import { downloadAttachment } from '../../attachments/download-attachment.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Json } from '../../fields/document.ts'
import { safeFileName } from '../../http/download.ts'
import { bytesOfBase64 } from '../base64.ts'
import type { Call } from '../call.ts'
import { findUser } from '../find-user.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { type AlmaRefusal, refuse } from '../refusal.ts'
import { textIn } from '../text-in.ts'
import { readAskedFor } from './read-user.ts'
import { refuseReading } from './refuse-reading.ts'

type Values = Record<string, Json>

/** The files of a user, oldest first, without their contents (facts: alma-api §2.7). */
export async function listAttachments(ctx: Context, call: Call): Promise<Answer> {
  const { document } = await readAskedFor(ctx, call)
  const elements = Object.entries(document).filter(([path]) => path.startsWith('attachment/'))
  const trees = elements
    .map(([path, values]) => treeOf(path.slice('attachment/'.length), values as Values))
    .sort((a, b) => (String(a['created_date']) < String(b['created_date']) ? -1 : 1))
  return listAnswer({ root: 'user_attachments', name: 'user_attachment', total: trees.length }, trees)
}

/** One file; `expand=content` adds it in base64, `content_no_encoding` as the text that it is. */
export async function readAttachment(ctx: Context, call: Call): Promise<Answer> {
  const { userId, document } = await readAskedFor(ctx, call)
  const id = call.params['attachment_id'] ?? ''
  const values = Object.hasOwn(document, `attachment/${id}`) ? document[`attachment/${id}`] : undefined
  if (values === undefined) throw refuseReading('60321', { id })
  const tree = treeOf(id, values as Values)
  const expand = call.query.list('expand').find(one => one.startsWith('content'))
  if (expand === undefined) return { root, tree }
  const { stream } = await downloadAttachment(ctx, { userId, elementId: id }).catch(error => {
    throw error instanceof AppError && error.code === 'not_found' ? refuseReading('60322', { id }) : error
  })
  const content = await buffer(stream)
  if (expand === 'content') return { root, tree: { ...tree, content: content.toString('base64') } }
  if (!isUtf8(content)) throw refuseReading('60322', { id })
  return { root, tree: { ...tree, content: content.toString('utf8') } }
}

const root = 'user_attachment'

/** Carrel tells no kinds of attachments apart. */
const onlyType = 'GENERAL'

const treeOf = (id: string, values: Values): AlmaTree => ({
  id,
  type: onlyType,
  note: String(values['note'] ?? ''),
  file_name: String(values['file_name'] ?? ''),
  size: Number(values['size'] ?? 0),
  content_type: String(values['media_type'] ?? ''),
  created_by: String(values['created_by'] ?? ''),
  created_date: String(values['created_at'] ?? '').replace('+00:00', 'Z'),
})

/** Bytes of a body with the largest file, as base64 with its line breaks, and all else. */
export const attachmentBodyBytes = Math.ceil(attachmentBytes * 1.4) + 100_000

/** Attaches a file; the answer has its id. */
export async function postAttachment(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const body = call.readBody(root)
  if (typeof body['type'] === 'object' && body['type'] !== null)
    throw refuse('402119', { reason: 'type is a text, not an object' })
  const fileName = required(body, 'file_name')
  const content = contentIn(required(body, 'content'))
  const note = textIn(body['note'])
  const { id, values } = await addAttachment(ctx, {
    userId,
    fileName: safeFileName(fileName),
    contentType: '',
    content,
    fields: new Map(note === undefined ? [] : [['note', note]]),
  })
  return { root, tree: treeOf(id, values as Values) }
}

function required(body: AlmaTree, field: string): string {
  const text = textIn(body[field])
  if (text === undefined) throw refuse('401664', { field })
  return text
}

function contentIn(text: string): Buffer {
  const content = bytesOfBase64(text)
  if (content === undefined) throw refuse('402119', { reason: 'content is not base64' })
  if (content.length === 0) throw refuse('402119', { reason: 'the file is empty' })
  if (content.length > attachmentBytes)
    throw refuse('402119', { reason: `the file has more than ${attachmentBytes} bytes` })
  return content
}

const reasons: Partial<Record<AppError['code'], string>> = {
  file_kind_refused: 'files of this kind are not kept',
  protected_account: 'nobody may change this user',
  restricted_account: 'this user may not be changed',
}

export function refusalOfAttachment({ code, details }: AppError): AlmaRefusal | undefined {
  const [problem] = (details['problems'] ?? []) as { field: string; rule: string }[]
  const reason = reasons[code] ?? (problem && `${problem.field}: ${problem.rule.replaceAll('_', ' ')}`)
  return reason === undefined ? undefined : refuse('402119', { reason })
}
