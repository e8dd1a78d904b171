import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { readAddressee } from '../letters/addressee.ts'
import { queueIfWanted } from '../letters/queue-letter.ts'
import type { LockedRequest } from './lock-request.ts'

type Shelved = { request: LockedRequest; until: string; isPartners: boolean }

/**
 * Writes that something waits on the hold shelf: to the patron, and to the fulfillment proxy whose request it is, too. What
 * comes from a partner institution is told to the sponsor alone (seed 002, proxies). Who has no address is not written to.
 */
export async function tellOnShelf(ctx: Context, { request, until, isPartners }: Shelved): Promise<void> {
  const { user_id: patronId, proxy_id: proxyId, is_shared } = request
  if (patronId === null) return
  const title = request.title ?? ''
  const values = { title, library: await libraryName(ctx, request.pickup_library), until, forName: '' }
  await queueIfWanted(ctx, { userId: patronId, letter: 'on_hold_shelf', values })
  if (!is_shared || proxyId === null || isPartners) return
  const { name: forName } = await readAddressee(ctx, patronId)
  await queueIfWanted(ctx, { userId: proxyId, letter: 'on_hold_shelf', values: { ...values, forName } })
}

async function libraryName(ctx: Context, code: string | null): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from library
    where institution_id = ${ctx.institution.institutionId} and code = ${code}`.execute(ctx.db)
  return rows[0]?.name ?? code ?? ''
}
