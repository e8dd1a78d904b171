import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { pictureBytes } from '../../contract/attachments.ts'
import type { Element } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import { writeElement, writeFile } from '../changes/write-file.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { Download } from '../http/download.ts'
import { openFile } from '../storage/stored-files.ts'
import { pictureTypeOf } from './media-type.ts'
import { fetchPhoto } from './photo-server.ts'

/** Always this one element, so that a user has one picture at most and the next takes the place of the last. */
const path = 'picture/own'

const cacheSeconds = 300
const uploadedTypes: readonly (string | undefined)[] = ['image/png', 'image/jpeg', 'image/webp']

/** The uploaded picture of a user, else that of the photo server; `not_found` when there is neither. */
export async function readPicture(ctx: Context, userId: number): Promise<Download> {
  requirePermission(ctx, 'users.view')
  const content = await pictureOf(ctx, userId)
  const contentType = content && pictureTypeOf(content)
  if (!contentType) throw appError('not_found', { entity: 'picture', id: userId })
  const fileName = contentType.replace('image/', 'picture.')
  return { fileName, contentType, stream: Readable.from(content), cacheSeconds }
}

type Row = { file_id: string | null; file_key: string | null; identifier: string | null }

async function pictureOf(ctx: Context, userId: number): Promise<Buffer | undefined> {
  const { photoServerUrl, photoIdentifierType } = ctx.institution.settings
  const identifier =
    photoIdentifierType === 'USERNAME'
      ? sql`u.primary_id`
      : sql`(select i.value from user_identifier i
          where i.institution_id = u.institution_id and i.user_id = u.user_id and i.id_type = ${photoIdentifierType}
            and coalesce(i.status, 'ACTIVE') = 'ACTIVE' order by i.created_at, i.element_id limit 1)`
  const { rows } = await sql<Row>`select p.file_id, p.file_key, ${identifier} as identifier
    from user_account u left join user_picture p using (institution_id, user_id)
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  const row = rows[0]
  if (row?.file_id && row.file_key) return openFile(ctx, { fileId: row.file_id, fileKey: row.file_key })
  return row?.identifier && photoServerUrl ? fetchPhoto(ctx, row.identifier, pictureBytes) : undefined
}

/** Keeps a PNG, JPEG or WebP as the picture of a user; throws `not_a_picture`. */
export async function setPicture(
  ctx: Context,
  { userId, content }: { userId: number; content: Buffer },
): Promise<Element> {
  requirePermission(ctx, 'users.edit')
  const mediaType = pictureTypeOf(content)
  if (mediaType === undefined || !uploadedTypes.includes(mediaType)) throw appError('not_a_picture')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await recordForEdit(inner, userId)
    return writeFile(inner, { userId, path, mediaType, content })
  })
}

/** Takes the uploaded picture off a user; that of the photo server shows again. */
export async function removePicture(ctx: Context, userId: number): Promise<undefined> {
  requirePermission(ctx, 'users.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await recordForEdit(inner, userId)
    await writeElement(inner, { userId, path, element: null })
    return undefined
  })
}
