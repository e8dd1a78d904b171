import type { DemoLinkedAccount } from './beyond-sis-types.ts'
import { dayNumber, isoDay } from './calendar.ts'
import type { DemoOptions } from './demo-user.ts'
import { uniqueDigits } from './identifiers.ts'
import { network } from './institution.ts'
import { personOf } from './people.ts'
import { between, chance, pick, randomFor, streams } from './random.ts'

// Partners' people are numbered above every user of our own, so that nobody is the same person twice.
const firstIndex = 80_000_000

/** How many partner accounts a university of `count` users has: six in a thousand, never fewer than six. */
export const linkedAccountCount = (count: number): number => Math.max(6, Math.round(count * 0.006))

/** Copies of partner institutions' patrons; about every third has a purge date that has passed. */
export const linkedAccounts = (options: DemoOptions, count: number): DemoLinkedAccount[] =>
  Array.from({ length: linkedAccountCount(count) }, (_, position) => linkedAccount(options, position))

const linkedAccount = ({ seed, today }: DemoOptions, position: number): DemoLinkedAccount => {
  const index = firstIndex + position
  const random = randomFor(seed, index, streams.lifecycle)
  const { names, handle } = personOf(seed, index)
  const source = pick(random, network.members)
  const now = dayNumber(today)
  const isFinished = chance(random, 0.35)
  const expiry = now + (isFinished ? -between(random, [91, 900]) : between(random, [-60, 700]))
  const digits = uniqueDigits(seed, index, 12)
  return {
    primary_id: `PL${digits}`,
    record_type: 'PUBLIC',
    user_group: 'LINKED',
    status: 'ACTIVE',
    ...names,
    expiry_date: isoDay(expiry),
    purge_date: isoDay(expiry + 90),
    source_institution_code: source.code,
    source_link_id: `${source.code}-${uniqueDigits(seed, index, 13)}`,
    linking_id: uniqueDigits(seed, index, 14),
    contact_info: {
      address: [],
      email: [
        {
          preferred: true,
          email_address: `${handle}${digits}@${source.email_domain}`,
          email_type: ['school'],
        },
      ],
      phone: [],
    },
  }
}
