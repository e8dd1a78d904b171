import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readAddressee } from '../letters/addressee.ts'
import { queueLetter } from '../letters/queue-letter.ts'
import { takeTicket } from './tickets.ts'

type Appeal = { ticket: string; text: string; address: string }

/** Somebody whose address is refused writes to the manager of login restrictions, once for each attempt (features N2). */
export async function appeal(ctx: Context, { ticket, text, address }: Appeal): Promise<void> {
  const { managerId } = ctx.institution.settings.loginRestrictions
  if (text.trim() === '')
    throw appError('invalid_values', { problems: [{ field: 'text', rule: 'required' }] })
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { userId } = await takeTicket(inner, ticket, ['address_refused'])
    if (managerId === null) throw appError('not_found')
    const { name, recipient = '–' } = await readAddressee(inner, userId)
    const { rows } = await sql<{ primary_id: string }>`select primary_id from user_account
      where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(db)
    const values = { name, primaryId: rows[0]!.primary_id, email: recipient, address, text: text.trim() }
    await queueLetter(inner, { userId: managerId, letter: 'refused_address', values })
  })
}
