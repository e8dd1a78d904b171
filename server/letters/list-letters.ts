import { sql } from 'kysely'
import type { Letter } from '../../contract/letters.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { requireUser } from '../fields/require-user.ts'

type ListInput = { userId: number; after?: string; limit?: number }

type Row = {
  letter_id: number
  letter: Letter['letter']
  subject: string
  recipient: string
  cc: string[]
  files: string[]
  status: Letter['status']
  created_by: string
  created_at: Date
  sent_at: Date | null
  last_error: string | null
}

/** The letters to one user, newest first, without their text: a PIN stands in it. */
export async function listLetters(ctx: Context, input: ListInput): Promise<Page<Letter>> {
  requirePermission(ctx, 'users.view')
  const limit = input.limit ?? 50
  const after = input.after ? readCursor(input.after, ['number']) : null
  const { rows } = await sql<Row>`
    select letter_id, letter, subject, recipient, cc, status, created_by, created_at, sent_at, last_error,
      array(select f ->> 'file_name' from jsonb_array_elements(files) f) as files
    from letter_outbox
    where institution_id = ${ctx.institution.institutionId} and user_id = ${input.userId}
      and ${after ? sql`letter_id < ${after[0]}` : sql`true`}
    order by letter_id desc limit ${limit + 1}`.execute(ctx.db)
  if (rows.length === 0) await requireUser(ctx, input.userId)
  const items = rows.slice(0, limit)
  return {
    items: items.map(wireLetter),
    ...(rows.length > limit ? { next: cursorText([items.at(-1)!.letter_id]) } : {}),
  }
}

function wireLetter(row: Row): Letter {
  return {
    letterId: row.letter_id,
    letter: row.letter,
    subject: row.subject,
    recipient: row.recipient,
    cc: row.cc,
    files: row.files,
    status: row.status,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at.toISOString() }),
    ...(row.last_error === null ? {} : { error: row.last_error }),
  }
}
