import { sql } from 'kysely'
import { openChangeSet } from '../../changes/change-set.ts'
import { patchRelation } from '../../changes/patches.ts'
import { writePatches } from '../../changes/write-patches.ts'
import type { Context } from '../../context.ts'
import { completeElement, momentText } from '../../fields/complete.ts'
import type { Json, Patch } from '../../fields/document.ts'
import type { DemoActivity } from '../beyond-sis-types.ts'
import { roleElement } from './role-element.ts'

/** What staff of the demo wrote into the records of a slice of users: notes, blocks, roles, reasons never to purge. */
export async function loadAnnotations(ctx: Context, activity: DemoActivity): Promise<void> {
  const byPrimaryId = annotationsOf(activity)
  if (byPrimaryId.size === 0) return
  const { rows } = await sql<{ user_id: number; primary_id: string }>`
    select user_id, primary_id from user_account where institution_id = ${ctx.institution.institutionId}
      and primary_id = any (${[...byPrimaryId.keys()]}::text[])`.execute(ctx.db)
  const patches = rows.map(row => ({ userId: row.user_id, patch: byPrimaryId.get(row.primary_id)! }))
  await ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    await writePatches(inner, await openChangeSet(inner, { source: 'system' }), patchRelation(patches))
  })
}

function annotationsOf(activity: DemoActivity): Map<string, Patch> {
  const patches = new Map<string, Patch>()
  const add = (primaryId: string, path: string, value: Json) => {
    patches.set(primaryId, { ...patches.get(primaryId), [path]: value })
  }
  for (const [index, note] of activity.notes.entries()) {
    add(note.primary_id, `note/demo${index}`, completeElement('note', noteValues(note)))
  }
  for (const [index, block] of activity.blocks.entries()) {
    add(block.primary_id, `block/demo${index}`, completeElement('block', blockValues(block)))
  }
  for (const [index, { primary_id, role }] of activity.roles.entries()) {
    add(primary_id, `role/demo${index}`, roleElement(role))
  }
  for (const { primary_id, reason } of activity.never_purge) add(primary_id, 'never_purge_reason', reason)
  return patches
}

function noteValues(note: DemoActivity['notes'][number]): Record<string, Json> {
  return {
    note_type: note.note_type,
    text: note.note_text,
    user_viewable: note.user_viewable,
    popup: note.popup_note,
    owner: note.note_owner,
    created_by: note.created_by,
    created_at: momentText(new Date(note.created_date)),
  }
}

function blockValues(block: DemoActivity['blocks'][number]): Record<string, Json> {
  return {
    block_type: block.block_type,
    block_description: block.block_description,
    status: block.block_status,
    note: block.block_note,
    owner: block.block_owner,
    expiry_date: block.expiry_date?.slice(0, 10) ?? null,
    created_by: block.created_by,
    created_at: momentText(new Date(block.created_date)),
  }
}
