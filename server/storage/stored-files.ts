import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { seal, unseal } from '../vault/cipher.ts'

/** What opens a stored file; it is kept in an element of the user's record, and nowhere else. */
export type FileKey = { fileId: string; fileKey: string }

/** Stores a file of a user, encrypted under a key of its own, in the transaction of `ctx.db`. */
export async function putFile(ctx: Context, file: { userId: number; content: Buffer }): Promise<FileKey> {
  const fileId = randomUUID()
  const key = randomBytes(32)
  const sealed = seal(key, file.content, placeOf(ctx, fileId))
  await sql`insert into stored_file (institution_id, file_id, user_id, content, checked_at)
    values (${ctx.institution.institutionId}, ${fileId}, ${file.userId}, ${sealed}, ${ctx.now()})`.execute(
    ctx.db,
  )
  return { fileId, fileKey: key.toString('base64') }
}

/** The bytes of a file as they were stored, or undefined when it is not there. */
export async function openFile(ctx: Context, { fileId, fileKey }: FileKey): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`select content from stored_file
    where institution_id = ${ctx.institution.institutionId} and file_id = ${fileId}`.execute(ctx.db)
  const content = rows[0]?.content
  return content && unseal(Buffer.from(fileKey, 'base64'), content, placeOf(ctx, fileId))
}

/** Removes the bytes of files; returns how many there were. */
export async function dropFiles(ctx: Context, fileIds: string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from stored_file
    where institution_id = ${ctx.institution.institutionId} and file_id = any (${fileIds}::text[])`.execute(
    ctx.db,
  )
  return Number(numAffectedRows ?? 0)
}

const placeOf = (ctx: Context, fileId: string): string => `file:${ctx.institution.institutionId}:${fileId}`
