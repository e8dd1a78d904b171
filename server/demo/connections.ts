import type { DemoActivity, DemoExternalLink, DemoNetworkAccount, DemoRole } from './beyond-sis-types.ts'
import { isoDay } from './calendar.ts'
import { uniqueDigits } from './identifiers.ts'
import { circulationDesks, institution, network } from './institution.ts'
import { between, chance, pick, type Random } from './random.ts'
import type { Patron } from './scenarios.ts'

/** Accounts elsewhere, staff roles and ties to other systems, as the patron's scenarios ask for. */
export const addConnections = (activity: DemoActivity, patron: Patron, random: Random): void => {
  const { scenarios, primary_id } = patron
  const account = networkAccount(random, patron)
  if (account) activity.network_accounts.push(account)
  if (scenarios.has('staff_role')) activity.roles.push({ primary_id, role: studentAssistant(random, patron) })
  if (scenarios.has('external_link')) activity.external_links.push(externalLink(random, patron))
  if (scenarios.has('never_purge')) {
    activity.never_purge.push({ primary_id, reason: pick(random, reasonsToKeep) })
  }
}

const networkAccount = (
  random: Random,
  { scenarios, primary_id, now }: Patron,
): DemoNetworkAccount | null => {
  const hasLoans = scenarios.has('loans_elsewhere')
  const hasFees = scenarios.has('fees_elsewhere')
  if (!hasLoans && !hasFees && !scenarios.has('account_elsewhere')) return null
  const member = pick(random, network.members)
  return {
    primary_id,
    institution_code: member.code,
    institution_name: member.name,
    status: 'ACTIVE',
    expiry_date: isoDay(now + between(random, [20, 700])),
    loans: hasLoans ? between(random, [1, 4]) : 0,
    requests: hasLoans && chance(random, 0.3) ? 1 : 0,
    fees: hasFees ? `${between(random, [1, 60])}.${pick(random, ['00', '25', '50', '75'])}` : '0.00',
  }
}

/** Students who work at a desk keep the role when they leave, unless somebody remembers. */
const studentAssistant = (random: Random, { now }: Patron): DemoRole => {
  const desk = pick(random, circulationDesks)
  const isViewer = chance(random, 0.2)
  return {
    role_type: isViewer ? '38' : '32',
    scope: isViewer ? institution.code : desk.library,
    status: chance(random, 0.8) ? 'ACTIVE' : 'INACTIVE',
    expiry_date: chance(random, 0.4) ? isoDay(now + between(random, [-200, 200])) : null,
    parameter: isViewer ? [] : [{ type: 'CirculationDesk', scope: desk.library, value: desk.code }],
  }
}

type LinkKind = Pick<DemoExternalLink, 'kind' | 'description' | 'status'>

const linkKinds: readonly LinkKind[] = [
  { kind: 'PO_LINE', description: 'Interested user of an open order', status: 'SENT' },
  { kind: 'INVOICE', description: 'Assigned to an invoice in review', status: 'IN_REVIEW' },
  { kind: 'IMPORT_PROFILE', description: 'Owner of an import profile', status: 'ACTIVE' },
  { kind: 'PURCHASE_REQUEST', description: 'Purchase request under review', status: 'INREVIEW' },
  { kind: 'LOCKED_BIB', description: 'Bibliographic record locked in the editor', status: 'LOCKED' },
  { kind: 'RESEARCH_ASSET', description: 'Author of a research asset', status: 'PUBLISHED' },
]

const externalLink = (random: Random, { seed, index, primary_id }: Patron): DemoExternalLink => {
  const link = pick(random, linkKinds)
  return { primary_id, ...link, reference: `${link.kind}-${uniqueDigits(seed, index, 11)}` }
}

const reasonsToKeep = [
  'Departmental account for course reserves',
  'Interlibrary loan account of a partner library',
  'Emeritus privileges granted by the provost',
  'Legal hold: open case with general counsel',
] as const
