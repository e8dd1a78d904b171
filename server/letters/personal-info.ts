import { randomUUID } from 'node:crypto'
import { requirePermission } from '../access/require-permission.ts'
import { beyondAlma } from '../alma-user/beyond-alma.ts'
import { readAlmaWords, readOneForAlma } from '../alma-user/read-alma-user.ts'
import { toAlmaJson } from '../alma-user/to-alma-json.ts'
import { toAlmaXml } from '../alma-user/to-alma-xml.ts'
import { lockUsers } from '../changes/lock-users.ts'
import { describeFile, writeElement } from '../changes/write-file.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { RecordDocument } from '../fields/document.ts'
import { elementsByKind } from '../fields/elements-of.ts'
import { putFile } from '../storage/stored-files.ts'
import { type LetterFile, type Queued, queueLetter } from './queue-letter.ts'

/** Files of one letter together; in a mail they become a third larger. */
const mostBytes = 15_000_000
const fileName = 'personal-information.xml'
const mediaType = 'application/xml'

/**
 * Sends people all that the library knows about them: the record as XML, and the files that belong to it (seed 002,
 * "Patron personal information mail"). The XML is kept among the attachments, from where it can be sent again.
 */
export async function sendPersonalInfo(ctx: Context, userId: number): Promise<Queued> {
  requirePermission(ctx, 'letters.personal')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await lockUsers(inner, [userId])
    const { document, people } = await readOneForAlma(inner, userId)
    const content = recordXml(document, { ...(await readAlmaWords(inner)), people })
    const key = await putFile(inner, { userId, content })
    const own = { file_name: fileName, media_type: mediaType, file_id: key.fileId, file_key: key.fileKey }
    const { sent, leftOut } = chooseFiles(document, mostBytes - content.length)
    const queued = await queueLetter(inner, {
      userId,
      letter: 'personal_info',
      values: { leftOut: leftOut.join(', ') },
      files: [own, ...sent],
    })
    const path = `attachment/${randomUUID()}`
    const values = { file_name: fileName, letter_id: queued.letterId }
    const element = describeFile(inner, { path, mediaType, content, values }, key)
    await writeElement(inner, { userId, path, element })
    return queued
  })
}

const recordXml = (document: RecordDocument, words: Parameters<typeof toAlmaJson>[1]): Buffer =>
  Buffer.from(toAlmaXml('user', { ...toAlmaJson(document, words), ...beyondAlma(document) }))

/** Files of the record from the oldest on, as long as there is room. What was itself sent in a letter is not sent twice. */
function chooseFiles(document: RecordDocument, room: number): { sent: LetterFile[]; leftOut: string[] } {
  const lists = elementsByKind(document)
  const pictures = (lists.get('picture') ?? []).map(({ values }) => ({
    ...values,
    file_name: pictureName(values),
  }))
  const own = (lists.get('attachment') ?? []).flatMap(({ values }) =>
    values['letter_id'] === undefined ? values : [],
  )
  const files = [...pictures, ...own] as unknown as (LetterFile & { size: number })[]
  const sent: LetterFile[] = []
  const leftOut: string[] = []
  let left = room
  for (const { file_name, media_type, file_id, file_key, size } of files) {
    if (size > left) {
      leftOut.push(file_name)
      continue
    }
    left -= size
    sent.push({ file_name, media_type, file_id, file_key })
  }
  return { sent, leftOut }
}

const pictureName = ({ media_type }: Record<string, unknown>): string =>
  String(media_type).replace('image/', 'picture.')
