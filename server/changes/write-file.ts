import type { Element } from '../../contract/users.ts'
import type { Context } from '../context.ts'
import { splitPath } from '../fields/catalogue.ts'
import { completeElement, momentText } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import { withoutSecrets } from '../fields/secrets.ts'
import { type FileKey, putFile } from '../storage/stored-files.ts'
import { openChangeSet } from './change-set.ts'
import { patchRelation } from './patches.ts'
import { writePatches } from './write-patches.ts'

export type FileElement = {
  userId: number
  /** Where the element stands in the record. */
  path: string
  mediaType: string
  content: Buffer
  values?: Record<string, Json>
}

/** Stores a file and writes the element that describes it, in the transaction of `ctx.db`, whose user is locked. */
export async function writeFile(ctx: Context, file: FileElement): Promise<Element> {
  const { userId, path, content } = file
  const key = await putFile(ctx, { userId, content })
  const element = describeFile(ctx, file, key)
  await writeElement(ctx, { userId, path, element })
  const { elementId } = splitPath(path)
  return { id: elementId!, values: withoutSecrets(path, element) as Record<string, unknown> }
}

/** The element that describes a stored file. */
export function describeFile(ctx: Context, file: Omit<FileElement, 'userId'>, key: FileKey): Json {
  return completeElement(splitPath(file.path).kind, {
    ...file.values,
    media_type: file.mediaType,
    size: file.content.length,
    file_id: key.fileId,
    file_key: key.fileKey,
    created_by: ctx.actor.name,
    created_at: momentText(ctx.now()),
  })
}

/** Writes one element (null: it goes) as an edit on the screen. */
export async function writeElement(
  ctx: Context,
  { userId, path, element }: { userId: number; path: string; element: Json },
): Promise<void> {
  const changeSet = await openChangeSet(ctx, { source: 'screen' })
  await writePatches(ctx, changeSet, patchRelation([{ userId, patch: { [path]: element } }]))
}
