import type { DemoActivity, DemoFee, DemoLoan, DemoRequest } from './beyond-sis-types.ts'
import { isoDay, momentOn } from './calendar.ts'
import { serialDigits } from './identifiers.ts'
import { circulationDesks } from './institution.ts'
import { itemOf } from './items.ts'
import { between, chance, pick, type Random, weighted } from './random.ts'
import type { Patron } from './scenarios.ts'

// Each user has sixteen serial numbers: eight for loans, four for requests, four for fees.
const perUser = 16
const requestPlace = 8
const feePlace = 12

/** Loans, fees and requests of one patron, as their scenarios ask for. */
export const addCirculation = (activity: DemoActivity, patron: Patron, random: Random): void => {
  if (patron.scenarios.has('loans')) activity.loans.push(...loansOf(random, patron))
  if (patron.scenarios.has('small_fees')) activity.fees.push(smallFee(random, patron))
  if (patron.scenarios.has('large_fees')) activity.fees.push(...largeFees(random, patron))
  // Debts of the past that are settled: they must keep nobody.
  if (chance(random, 0.05)) activity.fees.push(closedFee(random, patron))
  if (patron.scenarios.has('hold_shelf')) activity.requests.push(requestOf(random, patron, 0))
  if (patron.scenarios.has('open_request')) activity.requests.push(requestOf(random, patron, 1))
}

const isHere = ({ life, now }: Patron): boolean => life.expiry >= now

const loansOf = (random: Random, patron: Patron): DemoLoan[] =>
  Array.from({ length: isHere(patron) ? between(random, [1, 6]) : between(random, [1, 2]) }, (_, position) =>
    loanOf(random, patron, position),
  )

const loanOf = (random: Random, patron: Patron, position: number): DemoLoan => {
  const serial = patron.index * perUser + position
  const item = itemOf(random, patron.seed, serial)
  // People who left took their books along: their loans fell due around the day they expired.
  const isOverdue = !isHere(patron) || chance(random, 0.12)
  const due = isHere(patron)
    ? patron.now + (isOverdue ? -between(random, [1, 90]) : between(random, [0, 60]))
    : Math.min(patron.life.expiry - between(random, [0, 60]), patron.now - 1)
  return {
    loan_id: `5${serialDigits(patron.seed, serial, 8)}`,
    primary_id: patron.primary_id,
    ...item,
    circ_desk: deskOf(item.library),
    loan_date: momentOn(due - between(random, [61, 120]), between(random, [480, 1200])),
    due_date: momentOn(due, 1439),
    loan_status: 'ACTIVE',
    process_status: isOverdue
      ? pick(random, ['NORMAL', 'NORMAL', 'LOST', 'CLAIM_RETURN'])
      : pick(random, ['NORMAL', 'NORMAL', 'NORMAL', 'RENEW']),
  }
}

const deskOf = (library: string): string =>
  circulationDesks.find(desk => desk.library === library)?.code ?? circulationDesks[0].code

type FeeParts = Pick<DemoFee, 'type' | 'status' | 'original_amount' | 'balance'>

const feeOf = (random: Random, patron: Patron, parts: FeeParts & { place: number }): DemoFee => {
  const { place, ...amounts } = parts
  const serial = patron.index * perUser + feePlace + place
  const lastDay = Math.min(patron.life.expiry, patron.now)
  const created = lastDay - between(random, [0, 200])
  const item = parts.type === 'LIBRARYCARDREPLACEMENT' ? null : itemOf(random, patron.seed, serial)
  return {
    fee_id: `6${serialDigits(patron.seed, serial, 9)}`,
    primary_id: patron.primary_id,
    ...amounts,
    owner: item?.library ?? 'MAIN',
    creation_time: momentOn(created, between(random, [480, 1200])),
    status_time: momentOn(Math.min(created + between(random, [1, 30]), patron.now), 600),
    title: item?.title ?? null,
    item_barcode: item?.item_barcode ?? null,
    comment: chance(random, 0.1) ? 'Patron informed by mail & phone' : null,
  }
}

/** The amount in cents as decimal text: money never passes through a fraction. */
const money = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** 0.50 to 4.00 in steps of 25 cents. */
const smallFee = (random: Random, patron: Patron): DemoFee => {
  const amount = money(between(random, [2, 16]) * 25)
  return feeOf(random, patron, {
    place: 0,
    type: pick(random, ['OVERDUEFINE', 'OVERDUEFINE', 'RECALLEDOVERDUEFINE', 'OTHER']),
    status: 'ACTIVE',
    original_amount: amount,
    balance: amount,
  })
}

/** More than 10.00, mostly for a lost item; sometimes partly paid, sometimes with the process fee. */
const largeFees = (random: Random, patron: Patron): DemoFee[] => {
  const cents = between(random, [48, 600]) * 25 + 99
  const paid = chance(random, 0.2) ? 100 : 0
  const replacement = feeOf(random, patron, {
    place: 1,
    type: pick(random, ['LOSTITEMREPLACEMENTFEE', 'LOSTITEMREPLACEMENTFEE', 'DAMAGEDITEMFINE']),
    status: 'ACTIVE',
    original_amount: money(cents),
    balance: money(cents - paid),
  })
  if (!chance(random, 0.4)) return [replacement]
  const processing: FeeParts = {
    type: 'LOSTITEMPROCESSFEE',
    status: chance(random, 0.2) ? 'INDISPUTE' : 'ACTIVE',
    original_amount: '15.00',
    balance: '15.00',
  }
  return [replacement, feeOf(random, patron, { place: 2, ...processing })]
}

const closedFee = (random: Random, patron: Patron): DemoFee =>
  feeOf(random, patron, {
    place: 3,
    type: pick(random, ['OVERDUEFINE', 'LIBRARYCARDREPLACEMENT', 'LOSTITEMREPLACEMENTFEE']),
    status: 'CLOSED',
    original_amount: money(between(random, [2, 400]) * 25),
    balance: '0.00',
  })

const openStatus = weighted<DemoRequest['request_status']>([
  ['IN_PROCESS', 3],
  ['NOT_STARTED', 2],
])

/** Place 0 waits on the hold shelf, place 1 is still on its way. */
const requestOf = (random: Random, patron: Patron, place: 0 | 1): DemoRequest => {
  const serial = patron.index * perUser + requestPlace + place
  const item = itemOf(random, patron.seed, serial)
  const placed = patron.now - between(random, [1, 40])
  return {
    request_id: `7${serialDigits(patron.seed, serial, 10)}`,
    primary_id: patron.primary_id,
    ...item,
    request_type: 'HOLD',
    request_status: place === 0 ? 'ON_HOLD_SHELF' : pick(random, openStatus),
    is_resource_sharing: chance(random, place === 0 ? 0.5 : 0.2),
    pickup_location_library: item.library,
    request_time: momentOn(placed, between(random, [420, 1380])),
    expiry_date: isoDay(patron.now + between(random, [1, 90])),
  }
}
