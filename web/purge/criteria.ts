import type { Filter } from '../../contract/filter.ts'
import { optionalReasons, type PurgeCriteria } from '../../contract/purge.ts'
import { defaultPolicy, defaultRestoreDays, type Policy } from './defaults.ts'

export type RecordType = NonNullable<PurgeCriteria['recordType']>
export type OptionalReason = (typeof optionalReasons)[number]

/** The criteria as they stand in the form; nothing chosen is `undefined`. */
export type PurgeValues = {
  name: string
  reason: string
  daysAfterPurgeDate: number | undefined
  recordType: RecordType | undefined
  userGroups: string[]
  waiveThreshold: string
  keeps: OptionalReason[]
  policy: Policy
  restoreDays: number
}

export const firstValues: PurgeValues = {
  name: '',
  reason: '',
  daysAfterPurgeDate: undefined,
  recordType: undefined,
  userGroups: [],
  waiveThreshold: '',
  keeps: [...optionalReasons],
  policy: defaultPolicy,
  restoreDays: defaultRestoreDays,
}

/** An amount as the server writes it; the decimal comma of other countries is taken for a point. */
export function amountOf(text: string): string {
  return text.trim().replace(',', '.')
}

export function isAmount(text: string): boolean {
  return text.trim() === '' || /^\d{1,8}(\.\d{1,2})?$/.test(amountOf(text))
}

/** Groups depend on the record type, and contacts have none (seed 004). */
export function canChooseGroups(recordType: RecordType | undefined): boolean {
  return recordType === 'STAFF' || recordType === 'PUBLIC'
}

export function criteriaOf(values: PurgeValues, filter: Filter | undefined): PurgeCriteria {
  const groups = canChooseGroups(values.recordType) ? values.userGroups : []
  const ignoreReasons = optionalReasons.filter(reason => !values.keeps.includes(reason))
  const threshold = amountOf(values.waiveThreshold)
  return {
    daysAfterPurgeDate: values.daysAfterPurgeDate ?? 0,
    ...(values.recordType ? { recordType: values.recordType } : {}),
    ...(groups.length > 0 ? { userGroups: groups } : {}),
    ...(threshold ? { waiveThreshold: threshold } : {}),
    ...(filter === undefined ? {} : { filter }),
    ...(ignoreReasons.length > 0 ? { ignoreReasons } : {}),
    policy: values.policy,
    restoreDays: values.restoreDays,
  }
}

/** Blank and 0 mean that the purge date was yesterday or earlier, as 1 does. */
export const effectiveDays = (days: number | undefined): number => Math.max(days ?? 0, 1)

/** Whom the criteria consider, before any reason to keep somebody: for the number beside the form. */
export function candidatesOf(values: PurgeValues, filter: Filter | undefined): Filter {
  const { recordType } = values
  const groups = canChooseGroups(recordType) ? values.userGroups : []
  return {
    and: [
      {
        field: 'purge_date',
        op: 'lte',
        value: { daysFromToday: -effectiveDays(values.daysAfterPurgeDate) },
      },
      ...(recordType ? [{ field: 'record_type', op: 'eq', value: recordType } as const] : []),
      ...(groups.length > 0 ? [{ field: 'user_group', op: 'in', value: groups } as const] : []),
      ...(filter === undefined ? [] : [filter]),
    ],
  }
}

/** The day so many days before a date, both `YYYY-MM-DD`. */
export function daysBefore(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - days)
  return day.toISOString().slice(0, 10)
}
