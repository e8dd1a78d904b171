import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import type { Download } from '../http/download.ts'
import { openFile } from '../storage/stored-files.ts'

type Row = { file_name: string; media_type: string; file_id: string; file_key: string }

/** A file that is attached to a user, as it was uploaded. */
export async function downloadAttachment(
  ctx: Context,
  { userId, elementId }: { userId: number; elementId: string },
): Promise<Download> {
  requirePermission(ctx, 'users.view')
  const { rows } = await sql<Row>`select file_name, media_type, file_id, file_key from user_attachment
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}
      and element_id = ${elementId} 
      and ${seenOwner(sql`case when letter_id is null then owner else '' end`, librariesSeen(ctx))}`.execute(
    ctx.db,
  )
  const row = rows[0]
  const content = row && (await openFile(ctx, { fileId: row.file_id, fileKey: row.file_key }))
  if (!content) throw appError('not_found', { entity: 'attachment', id: elementId })
  return { fileName: row.file_name, contentType: contentTypeOf(row), stream: Readable.from(content) }
}

/** Plain text is known to be UTF-8. */
const contentTypeOf = ({ media_type }: Row): string =>
  media_type === 'text/plain' ? `${media_type}; charset=utf-8` : media_type
