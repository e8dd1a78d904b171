import type { InstitutionSettings } from '../context.ts'
import type { SettingDefinition } from './setting-definitions.ts'

const section = 'circulation'
const mostDays = 3650

/** Settings of lending: due dates, limits of user groups and what they forbid, activity dates, demerits (features F2, U1). */
export const circulationDefinitions: readonly SettingDefinition[] = [
  { key: 'loanDays', section, kind: 'numbers_by_group', min: 0, max: mostDays },
  { key: 'extendDueDateBeyondExpiry', section, kind: 'flag' },
  { key: 'shelfDays', section, kind: 'number', min: 0, max: mostDays },
  { key: 'requestsRecallLoans', section, kind: 'flag' },
  { key: 'checkForExpiredAccount', section, almaName: 'check_for_expired_account', kind: 'flag' },
  { key: 'patronLimits.cash', section, almaName: 'Max. cash', kind: 'amounts_by_group' },
  ...(
    [
      ['overdues', 'Max. overdues'],
      ['overdueRecalls', 'Max. overdue recalls'],
      ['requests', 'Max. physical item requests'],
    ] as const
  ).map(
    ([name, almaName]): SettingDefinition => ({
      key: `patronLimits.${name}`,
      section,
      almaName,
      kind: 'numbers_by_group',
      min: 0,
      max: 100_000,
    }),
  ),
  ...(['cash', 'overdues', 'overdueRecalls'] as const).map(
    (name): SettingDefinition => ({
      key: `limitForbids.${name}`,
      section,
      kind: 'choice',
      choices: ['LOAN', 'RENEW', 'LOAN_RENEW'],
    }),
  ),
  {
    key: 'limitsOverridable',
    section,
    kind: 'choice',
    choices: ['ALL', 'OPERATOR', 'CIRCDESC', 'NONE'],
  },
  { key: 'recordLastPatronActivity', section, kind: 'flag' },
  { key: 'demeritsEnabled', section, kind: 'flag' },
  { key: 'demeritLimit', section, kind: 'number', min: 0, max: 1_000_000 },
]

type CirculationSettings = Pick<
  InstitutionSettings,
  | 'loanDays'
  | 'extendDueDateBeyondExpiry'
  | 'shelfDays'
  | 'requestsRecallLoans'
  | 'checkForExpiredAccount'
  | 'patronLimits'
  | 'limitForbids'
  | 'limitsOverridable'
  | 'recordLastPatronActivity'
  | 'demeritsEnabled'
  | 'demeritLimit'
>

/** Without limits, as in Alma before somebody enters them. */
export const defaultCirculation: CirculationSettings = {
  loanDays: { '*': 28 },
  extendDueDateBeyondExpiry: false,
  shelfDays: 7,
  requestsRecallLoans: false,
  checkForExpiredAccount: false,
  patronLimits: { cash: {}, overdues: {}, overdueRecalls: {}, requests: {} },
  limitForbids: { cash: 'LOAN_RENEW', overdues: 'LOAN_RENEW', overdueRecalls: 'LOAN_RENEW' },
  limitsOverridable: 'CIRCDESC',
  recordLastPatronActivity: false,
  demeritsEnabled: false,
  demeritLimit: 100,
}
