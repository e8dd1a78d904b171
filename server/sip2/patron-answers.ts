import type { UnknownNames } from '../access/unknown-names.ts'
import type { Context } from '../context.ts'
import { type Identification, identifyPatron } from './identify-patron.ts'
import {
  count,
  entriesAskedFor,
  type Field,
  flag,
  formatAnswer,
  type List,
  language,
  listAskedFor,
  listFields,
  moment,
  type Sip2Request,
} from './messages.ts'
import { nothingAllowed } from './patron-status.ts'
import { type Patron, readEntries, readPatron } from './read-patron.ts'

/** 24, Patron Status Response. */
export async function patronStatusAnswer(
  ctx: Context,
  request: Sip2Request,
  strangers: UnknownNames,
): Promise<string> {
  const found = await find(ctx, request, strangers)
  return formatAnswer(`24${statusHead(ctx, found.patron)}`, [
    ...whoFields(ctx, request, found),
    ...moneyFields(ctx, found.patron),
    ['AF', screenMessageOf(found)],
  ])
}

/** 64, Patron Information Response, with the list that was asked for. */
export async function patronInformation(
  ctx: Context,
  request: Sip2Request,
  strangers: UnknownNames,
): Promise<string> {
  const found = await find(ctx, request, strangers)
  const { patron } = found
  const counted: List[] = ['holds', 'overdue', 'charged', 'fines', 'recalls', 'unavailable']
  const counts = counted.map(list => count(patron?.counts[list] ?? 0)).join('')
  return formatAnswer(`64${statusHead(ctx, patron)}${counts}`, [
    ...whoFields(ctx, request, found),
    ...moneyFields(ctx, patron),
    ['CC', patron?.feeLimit],
    ...(await listed(ctx, request, found)),
    ['BD', patron?.address],
    ['BE', patron?.email],
    ['BF', patron?.phone],
    ['AF', screenMessageOf(found)],
  ])
}

/** The patron is absent when nothing may be told about them: unknown, not valid, or with a PIN that is not theirs. */
type Found = Identification & { patron?: Patron }

async function find(ctx: Context, { fields }: Sip2Request, strangers: UnknownNames): Promise<Found> {
  const given = { identifier: fields.get('AA') ?? '', pin: fields.get('AD') }
  const found = await identifyPatron(ctx, given, strangers)
  const isSilent = found.userId === undefined || found.pin === 'wrong' || found.pin === 'locked'
  return isSilent ? found : { ...found, patron: await readPatron(ctx, found.userId!) }
}

const statusHead = ({ institution, now }: Context, patron: Patron | undefined): string =>
  `${patron?.status ?? nothingAllowed}${language}${moment(institution.timeZone, now())}`

function whoFields({ institution }: Context, { fields }: Sip2Request, found: Found): Field[] {
  return [
    ['AO', institution.code],
    ['AA', fields.get('AA') ?? ''],
    ['AE', found.patron?.name ?? ''],
    ['BL', flag(found.userId !== undefined)],
    ['CQ', found.pin === undefined ? undefined : flag(found.pin === 'right')],
  ]
}

const moneyFields = ({ institution }: Context, patron: Patron | undefined): Field[] =>
  patron
    ? [
        ['BH', institution.currency],
        ['BV', patron.balance],
      ]
    : []

async function listed(ctx: Context, request: Sip2Request, { userId, patron }: Found): Promise<Field[]> {
  const list = listAskedFor(request)
  if (list === undefined || patron === undefined) return []
  const entries = await readEntries(ctx, { userId: userId!, list, ...entriesAskedFor(request) })
  return entries.map(entry => [listFields[list], entry])
}

function screenMessageOf({ userId, pin, patron }: Found): string | undefined {
  if (patron) return patron.screenMessage
  if (pin === 'locked') return 'Too many wrong PINs. Try again later.'
  return userId === undefined ? 'This account is not known or not valid.' : 'This is not the PIN.'
}
