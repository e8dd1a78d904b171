import { roleParameterTables } from '../../../contract/roles.ts'
import { fieldNamed } from '../../fields/catalogue.ts'
import type { AlmaTree } from '../alma-tree.ts'
import type { AlmaWords } from '../to-alma-json.ts'

const desk = { value: 'CirculationDesk', desc: null }
const main = { value: 'MAIN', desc: 'Main Library' }
const whole = { value: '01NORTH_INST', desc: 'North University' }
const active = { value: 'ACTIVE', desc: 'Active' }

/** A user object in the shape in which programs have met it, with everything that an account can have; the person is invented. */
export const recordedStaff: AlmaTree = {
  record_type: { value: 'STAFF', desc: 'Staff' },
  primary_id: '000015107',
  first_name: 'Ada',
  middle_name: 'Byron',
  last_name: 'Lovelace',
  full_name: 'Ada Byron Lovelace',
  user_title: { value: 'MR', desc: 'Mr.' },
  job_category: { value: '', desc: '' },
  job_description: '',
  gender: { value: 'FEMALE', desc: 'Female' },
  user_group: { value: 'STAFF', desc: 'Staff' },
  campus_code: { value: null, desc: '' },
  web_site_url: 'http://example.edu/ada',
  cataloger_level: { value: '00', desc: '[00] Default Level' },
  preferred_language: { value: 'en', desc: 'English' },
  birth_date: '1970-01-01Z',
  expiry_date: '2099-12-31Z',
  purge_date: '2099-10-31Z',
  account_type: { value: 'INTERNAL', desc: 'Internal' },
  external_id: '',
  password: '',
  force_password_change: '',
  status: active,
  status_date: '2020-09-01Z',
  requests: null,
  loans: null,
  fees: null,
  contact_info: {
    address: [
      {
        line1: '555 Someplace',
        line2: null,
        line3: null,
        line4: null,
        line5: null,
        city: 'San Marcos',
        state_province: 'CA',
        postal_code: '92024',
        country: { value: 'USA', desc: 'United States' },
        address_note: '',
        start_date: '2017-04-01Z',
        end_date: '2031-03-31Z',
        preferred: false,
        segment_type: 'Internal',
        address_type: [{ value: 'home', desc: 'Home' }],
      },
      {
        line1: '401 Golden Shore',
        line2: 'Second Floor West',
        line3: null,
        line4: null,
        line5: null,
        city: '',
        state_province: '',
        postal_code: '',
        country: { value: '', desc: '' },
        address_note: 'Mailing address',
        preferred: true,
        segment_type: 'Internal',
        address_type: [
          { value: 'work', desc: 'Work' },
          { value: 'school', desc: '' },
        ],
      },
    ],
    email: [
      {
        email_address: 'ada@example.edu',
        description: 'Work e-mail',
        preferred: true,
        segment_type: 'Internal',
        email_type: [{ value: 'work', desc: 'Work' }],
      },
      {
        email_address: 'ada@example.org',
        description: null,
        preferred: false,
        segment_type: 'Internal',
        email_type: [{ value: 'personal', desc: 'Personal' }],
      },
    ],
    phone: [
      {
        phone_number: '555-0100',
        preferred: true,
        preferred_sms: true,
        segment_type: 'Internal',
        phone_type: [{ value: 'office', desc: 'Office' }],
      },
    ],
  },
  pref_first_name: '',
  pref_middle_name: '',
  pref_last_name: '',
  pref_name_suffix: '',
  is_researcher: false,
  researcher: null,
  link: null,
  user_identifier: [
    {
      value: 'ada.l',
      id_type: { value: 'FACEBOOK', desc: 'Facebook ID for social login' },
      note: 'Note & <more>',
      status: 'ACTIVE',
      segment_type: 'Internal',
    },
    {
      value: '000000377644',
      id_type: { value: '01', desc: 'Barcode' },
      note: null,
      status: 'INACTIVE',
      segment_type: 'Internal',
    },
  ],
  user_role: [
    { status: active, scope: whole, role_type: { value: '200', desc: 'Patron' }, parameter: [] },
    {
      status: active,
      scope: main,
      role_type: { value: '221', desc: 'Circulation Desk Manager' },
      expiry_date: '2030-06-30Z',
      parameter: [
        { type: desk, scope: main, value: { value: 'DEFAULT', desc: 'North Desk' } },
        { type: desk, scope: null, value: { value: 'SOUTH', desc: '' } },
        {
          type: { value: 'CantEditRestrictedUsers', desc: null },
          scope: main,
          value: { value: 'false', desc: null },
        },
      ],
    },
  ],
  user_block: [
    {
      block_type: { value: 'GENERAL', desc: 'General' },
      block_description: { value: '02-GLOBAL', desc: 'Disruptive behaviour(GLOBAL)' },
      block_status: 'ACTIVE',
      block_note: 'Twice\nin one week.',
      created_by: 'Staff, CO',
      created_date: '2017-04-29T20:48:50.853Z',
      expiry_date: '2031-01-31T23:59:59Z',
      block_owner: 'MAIN',
      segment_type: 'Internal',
    },
  ],
  user_note: [
    {
      note_type: { value: 'ADDRESS', desc: 'Address' },
      note_text: 'Left the "card".',
      user_viewable: true,
      popup_note: false,
      created_by: 'costaff',
      created_date: '2017-04-29T20:47:44.816Z',
      note_owner: 'MAIN',
      segment_type: 'Internal',
    },
  ],
  user_statistic: [
    {
      statistic_category: { value: 'HISTORY', desc: 'History' },
      category_type: { value: 'DEPARTMENT', desc: 'Department' },
      statistic_note: 'Second degree',
      statistic_owner: 'MAIN',
      segment_type: 'Internal',
    },
  ],
  proxy_for_user: [{ primary_id: 'mother', full_name: 'Annabella Byron', link: null }],
  rs_library: [{ code: { value: 'RES_SHARE', desc: 'Resource Sharing Library' } }],
  library_notice: [
    { code: { value: 'FulUserBorrowingActivityLetter', desc: 'Borrowing activity' }, value: 'false' },
  ],
}

const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AddNewUserOptions: { STAFF: 'Staff', PUBLIC: 'Public' },
  UserTitles: { MR: 'Mr.' },
  Genders: { FEMALE: 'Female' },
  UserGroups: { STAFF: 'Staff' },
  CatalogerLevel: { '00': '[00] Default Level' },
  UserPreferredLanguage: { en: 'English' },
  UserUserType: { INTERNAL: 'Internal', EXTERNAL: 'External' },
  ContentStructureStatus: { ACTIVE: 'Active' },
  CountryCodes: { USA: 'United States' },
  UserAddressTypes: { home: 'Home', work: 'Work' },
  UserEmailTypes: { work: 'Work', personal: 'Personal' },
  UserPhoneTypes: { office: 'Office' },
  UserIdentifierTypes: { FACEBOOK: 'Facebook ID for social login', '01': 'Barcode' },
  'HFrUserRoles.roleType': { '200': 'Patron', '221': 'Circulation Desk Manager' },
  Libraries: { MAIN: 'Main Library' },
  [fieldNamed('rs_libraries')!.codeTable!]: { RES_SHARE: 'Resource Sharing Library' },
  [roleParameterTables.CirculationDesk!]: { DEFAULT: 'North Desk' },
  UserBlockTypes: { GENERAL: 'General' },
  UserBlockDescription: { '02-GLOBAL': 'Disruptive behaviour(GLOBAL)' },
  NoteTypes: { ADDRESS: 'Address' },
  UserStatCategories: { HISTORY: 'History' },
  UserStatisticalTypes: { DEPARTMENT: 'Department' },
  LibraryNoticesOptInDisplay: { FulUserBorrowingActivityLetter: 'Borrowing activity' },
}

/** The words of the institution to which the recorded objects belong. */
export const recordedWords: AlmaWords = {
  label: (table, code) => labels[table]?.[code] ?? '',
  institution: { code: '01NORTH_INST', name: 'North University' },
  people: new Map([[7, { primaryId: 'mother', fullName: 'Annabella Byron' }]]),
}
