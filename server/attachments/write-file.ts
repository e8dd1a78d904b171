import type { Element } from '../../contract/users.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { splitPath } from '../fields/catalogue.ts'
import { completeElement, momentText } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import { withoutSecrets } from '../fields/secrets.ts'
import { putFile } from '../storage/stored-files.ts'

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
  const { kind, elementId } = splitPath(path)
  const { fileId, fileKey } = await putFile(ctx, { userId, content })
  const element = completeElement(kind, {
    ...file.values,
    media_type: file.mediaType,
    size: content.length,
    file_id: fileId,
    file_key: fileKey,
    created_by: ctx.actor.name,
    created_at: momentText(ctx.now()),
  })
  await writeElement(ctx, { userId, path, element })
  return { id: elementId!, values: withoutSecrets(path, element) as Record<string, unknown> }
}

/** Writes one element (null: it goes) as an edit on the screen. */
export async function writeElement(
  ctx: Context,
  { userId, path, element }: { userId: number; path: string; element: Json },
): Promise<void> {
  const changeSet = await openChangeSet(ctx, { source: 'screen' })
  await writePatches(ctx, changeSet, patchRelation([{ userId, patch: { [path]: element } }]))
}
