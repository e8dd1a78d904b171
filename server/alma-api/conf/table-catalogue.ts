import { actionWords, eventWords } from '../../webhooks/envelope.ts'
import { transactionTypes } from '../fees/fee-tree.ts'
import { instanceStatuses } from './job-instances.ts'
import { alerts, jobCategories, jobSchedules, jobTypes } from './job-trees.ts'
import { letterChannels } from './letter-operations.ts'
import { profileSystems } from './organisation-trees.ts'

type Words = Readonly<Record<string, string>>

/**
 * A table as programs know it. `stored`: our name of it; the institution has its rows. `codes`: the same for everybody,
 * because the program itself gives them their meaning.
 */
export type KnownTable = { description: string } & ({ stored: string } | { codes: Words })

const stored = (names: Words): [string, KnownTable][] =>
  Object.entries(names).map(([name, description]) => [name, { description, stored: name }])

const yesNo = { true: 'Yes', false: 'No' }

/**
 * Tables by Alma's names, which ours have as well but for what is below under a name of its own. Tables that are not here
 * are none that Carrel has (facts: alma-api §3.5).
 */
export const tables: ReadonlyMap<string, KnownTable> = new Map<string, KnownTable>([
  ...stored({
    AddNewUserOptions: 'User record types',
    UserUserType: 'User account types',
    ContentStructureStatus: 'Statuses',
    UserGroups: 'User groups',
    JobTitles: 'Job categories',
    UserTitles: 'User titles',
    Genders: 'Genders',
    UserPreferredLanguage: 'Preferred languages of users',
    CatalogerLevel: 'Cataloger levels',
    CountryCodes: 'Countries',
    UserIdentifierTypes: 'User identifier types',
    UserAddressTypes: 'User address types',
    UserEmailTypes: 'User email types',
    UserPhoneTypes: 'User phone types',
    'HFrUserRoles.roleType': 'User roles',
    UserRoleStatus: 'User role statuses',
    UserBlockTypes: 'User block types',
    UserBlockDescription: 'User block descriptions',
    NoteTypes: 'Note types',
    UserStatCategories: 'Statistical categories',
    UserStatisticalTypes: 'Statistical category types',
    LibraryNoticesOptInDisplay: 'Library notices that users may choose',
    'HFrUserFinesFees.fineFeeType': 'Types of fines and fees',
    'HFrUserFinesFees.fineFeeStatus': 'Statuses of fines and fees',
    FineFeeTransactionReason: 'Reasons of waivers',
    PaymentMethod: 'Payment methods',
    RequestCancellationReasons: 'Reasons of cancelled requests',
    AccountPurposes: 'Purposes of accounts',
  }),
  // Alma has no code table of campuses; programs that know ours find it under our name.
  ['Campuses', { description: 'Campuses', stored: 'Campuses' }],
  ['FineFeeTransactionType', { description: 'Types of transactions of fees', codes: transactionTypes }],
  ['SetContentType', { description: 'Contents of sets', codes: { USER: 'Users' } }],
  ['SetType', { description: 'Types of sets', codes: { ITEMIZED: 'Itemized', LOGICAL: 'Logical' } }],
  ['SetStatus', { description: 'Statuses of sets', codes: { ACTIVE: 'Active' } }],
  ['SetPrivacy', { description: 'Privacy of sets', codes: yesNo }],
  ['SetOrigin', { description: 'Origins of sets', codes: { UI: 'Institution only' } }],
  ['JobsApiJobTypes', { description: 'Types of jobs', codes: jobTypes }],
  ['jobScheduleNames', { description: 'Schedules of jobs', codes: jobSchedules }],
  ['systemJobStatus', { description: 'Statuses of jobs', codes: instanceStatuses }],
  ['systemJobsGroups', { description: 'Categories of scheduled jobs', codes: jobCategories }],
  ['SystemJobReportAlertMessage', { description: 'Alerts of jobs', codes: alerts }],
  ['HPaTaskChain.type', { description: 'Categories of manual jobs', codes: jobCategories }],
  ['HPaTaskChain.businessEntity', { description: 'Contents of jobs', codes: { USER: 'Users' } }],
  ['IntegrationTypes', { description: 'Types of integration profiles', codes: { USER: 'Users' } }],
  ['ExternalSystemTypes', { description: 'Systems of integration profiles', codes: profileSystems }],
  ['WebhookEvents', { description: 'Events of webhooks', codes: eventWords }],
  ['WebhooksActionType', { description: 'Actions of webhooks', codes: actionWords }],
  ['LetterChannelFilter', { description: 'Ways that letters go', codes: letterChannels }],
  ['BooleanYesNo', { description: 'Yes and no', codes: yesNo }],
])

/** The one mapping table that Carrel has. */
export const recordTypeTable = {
  name: 'UserRecordTypeUserGroup',
  description: 'User groups by user record type',
} as const
