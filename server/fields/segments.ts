import type { ElementField, Segment } from './types.ts'

/** Every element says whether the student system owns it, and who made it when. */
const origin: ElementField[] = [
  { name: 'external', type: 'boolean', fallback: false },
  { name: 'created_by', type: 'text', maxLength: 255 },
  { name: 'created_at', type: 'moment' },
]

const owner: ElementField = { name: 'owner', type: 'code', codeTable: 'Libraries' }

/** The segments of a record. A new kind is an entry here and its migration. */
export const segments: readonly Segment[] = [
  {
    kind: 'address',
    store: { document: 'contact' },
    feed: true,
    fields: [
      { name: 'line1', type: 'text', maxLength: 255, required: true },
      { name: 'line2', type: 'text', maxLength: 255 },
      { name: 'line3', type: 'text', maxLength: 255 },
      { name: 'line4', type: 'text', maxLength: 255 },
      { name: 'line5', type: 'text', maxLength: 255 },
      { name: 'city', type: 'text', maxLength: 255 },
      { name: 'state_province', type: 'text', maxLength: 255 },
      { name: 'postal_code', type: 'text', maxLength: 255 },
      { name: 'country', type: 'code', codeTable: 'CountryCodes' },
      { name: 'note', type: 'text', maxLength: 1000 },
      { name: 'start_date', type: 'date' },
      { name: 'end_date', type: 'date' },
      { name: 'types', type: 'codes', codeTable: 'UserAddressTypes' },
      { name: 'preferred', type: 'boolean', fallback: false },
      ...origin,
    ],
  },
  {
    kind: 'email',
    store: { document: 'contact' },
    feed: true,
    fields: [
      { name: 'address', type: 'text', maxLength: 255, required: true },
      { name: 'description', type: 'text', maxLength: 255 },
      { name: 'types', type: 'codes', codeTable: 'UserEmailTypes' },
      { name: 'preferred', type: 'boolean', fallback: false },
      ...origin,
    ],
  },
  {
    kind: 'phone',
    store: { document: 'contact' },
    feed: true,
    fields: [
      { name: 'number', type: 'text', maxLength: 255, required: true },
      { name: 'types', type: 'codes', codeTable: 'UserPhoneTypes' },
      { name: 'preferred', type: 'boolean', fallback: false },
      { name: 'preferred_sms', type: 'boolean', fallback: false },
      ...origin,
    ],
  },
  {
    kind: 'identifier',
    store: { table: 'user_identifier' },
    feed: true,
    notForContacts: true,
    fields: [
      { name: 'id_type', type: 'code', codeTable: 'UserIdentifierTypes', required: true },
      { name: 'value', type: 'text', maxLength: 255, required: true },
      { name: 'note', type: 'text', maxLength: 2000 },
      { name: 'status', type: 'text', fallback: 'ACTIVE' },
      ...origin,
    ],
  },
  {
    kind: 'note',
    store: { table: 'user_note' },
    feed: true,
    fields: [
      { name: 'note_type', type: 'code', codeTable: 'NoteTypes', required: true },
      { name: 'text', type: 'text', maxLength: 2000, required: true },
      { name: 'user_viewable', type: 'boolean', fallback: false },
      { name: 'popup', type: 'boolean', fallback: false },
      owner,
      ...origin,
    ],
  },
  {
    kind: 'block',
    store: { table: 'user_block' },
    feed: true,
    notForContacts: true,
    fields: [
      { name: 'block_type', type: 'code', codeTable: 'UserBlockTypes' },
      { name: 'block_description', type: 'code', codeTable: 'UserBlockDescription', required: true },
      { name: 'status', type: 'text', fallback: 'ACTIVE' },
      { name: 'note', type: 'text', maxLength: 2000 },
      { name: 'expiry_date', type: 'date' },
      owner,
      ...origin,
    ],
  },
  {
    kind: 'statistic',
    store: { table: 'user_statistic' },
    feed: true,
    fields: [
      { name: 'category', type: 'code', codeTable: 'UserStatCategories', required: true },
      { name: 'category_type', type: 'code', codeTable: 'UserStatisticalTypes' },
      { name: 'note', type: 'text', maxLength: 2000 },
      owner,
      ...origin,
    ],
  },
  {
    kind: 'role',
    store: { table: 'user_role' },
    feed: false,
    fields: [
      { name: 'role_type', type: 'code', codeTable: 'HFrUserRoles.roleType', required: true },
      { name: 'scope', type: 'text', maxLength: 50 },
      { name: 'status', type: 'text', fallback: 'ACTIVE' },
      { name: 'expiry_date', type: 'date' },
      { name: 'parameters', type: 'notices' },
      { name: 'created_by', type: 'text', maxLength: 255 },
      { name: 'created_at', type: 'moment' },
    ],
  },
]
