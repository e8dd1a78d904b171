import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/**
 * Who a letter is for: preferred name and language, the preferred e-mail if there is one, who gets copies, and Alma's
 * names of the letters that the person does not want.
 */
export type Addressee = {
  name: string
  language: string | null
  recipient?: string
  cc: string[]
  optedOut: string[]
}

type Row = {
  name: string
  preferred_language: string | null
  record_type: string
  contact: Contact
  opted_out: string[]
}
type Contact = Record<string, { address?: string; types?: string[]; preferred?: boolean }>

/** Reads it from the record as it stands; `not_found` if there is no such user. */
export async function readAddressee(ctx: Context, userId: number): Promise<Addressee> {
  const { rows } = await sql<Row>`
    select coalesce(nullif(concat_ws(' ', coalesce(pref_first_name, first_name), coalesce(pref_last_name, last_name)), ''),
        primary_id) as name, preferred_language, record_type, contact, ${optedOut} as opted_out
    from user_account u where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(
    ctx.db,
  )
  const row = rows[0]
  if (!row) throw appError('not_found', { entity: 'user', id: userId })
  return {
    name: row.name,
    language: row.preferred_language,
    optedOut: row.opted_out,
    ...addressesOf(row),
  }
}

/** Only letters that the institution lets people choose can be opted out of. */
const optedOut = sql<string[]>`array(select n.key from jsonb_each(u.library_notices) n
  join code_value c on c.institution_id = u.institution_id and c.table_name = 'LibraryNoticesOptInDisplay'
    and c.code = n.key and c.is_enabled
  where n.value = 'false')`

/** The preferred address, and all of type "CC address", which only staff and public users have (seed 002). */
function addressesOf({ contact, record_type }: Row): Pick<Addressee, 'recipient' | 'cc'> {
  const emails = Object.entries(contact)
    .filter(([path]) => path.startsWith('email/'))
    .map(([, email]) => ({ ...email, address: email.address?.trim() ?? '' }))
    .filter(({ address }) => isOneMailbox(address))
  const recipient = emails.find(email => email.preferred)?.address
  const copies = record_type === 'CONTACT' ? [] : emails.filter(one => one.types?.includes('cc_address'))
  const others = new Map(copies.map(({ address }) => [address.toLowerCase(), address]))
  others.delete((recipient ?? '').toLowerCase())
  return { ...(recipient === undefined ? {} : { recipient }), cc: [...others.values()].toSorted() }
}

/** Institutions choose what an e-mail may look like; what could be read as two mailboxes gets no letter. */
export function isOneMailbox(address: string): boolean {
  return /^[^\s@<>(),;:"\\[\]\p{C}]+@[^\s@<>(),;:"\\[\]\p{C}]+$/u.test(address)
}
