import type { ElementField, Segment } from './types.ts'

/** Who made an element, and when. */
const maker: ElementField[] = [
  { name: 'created_by', type: 'text', maxLength: 255, machine: true },
  { name: 'created_at', type: 'moment', machine: true },
]

/** Most elements also say whether the student system owns them. */
const origin: ElementField[] = [
  { name: 'external', type: 'boolean', fallback: false, machine: true },
  ...maker,
]

/** Where the bytes of a file are and what opens them; see `server/storage`. */
const file: ElementField[] = [
  { name: 'media_type', type: 'text', maxLength: 255, machine: true },
  { name: 'size', type: 'number', machine: true },
  { name: 'file_id', type: 'text', maxLength: 40, machine: true, secret: true },
  { name: 'file_key', type: 'text', maxLength: 44, machine: true, secret: true },
]

const owner: ElementField = { name: 'owner', type: 'code', codeTable: 'Libraries' }

/** The segments of a record. A new kind is an entry here and its migration. */
export const segments: readonly Segment[] = [
  {
    kind: 'address',
    tab: 'contact',
    store: { document: 'contact' },
    feed: true,
    fields: [
      { name: 'line1', type: 'text', maxLength: 255, format: 'address_line1', required: true },
      { name: 'line2', type: 'text', maxLength: 255, format: 'address_line2' },
      { name: 'line3', type: 'text', maxLength: 255, format: 'address_line3', hidden: true },
      { name: 'line4', type: 'text', maxLength: 255, format: 'address_line4', hidden: true },
      { name: 'line5', type: 'text', maxLength: 255, format: 'address_line5', hidden: true },
      { name: 'city', type: 'text', maxLength: 255 },
      { name: 'state_province', type: 'text', maxLength: 255 },
      { name: 'postal_code', type: 'text', maxLength: 255, format: 'postal_code' },
      { name: 'country', type: 'code', codeTable: 'CountryCodes' },
      { name: 'note', type: 'text', maxLength: 1000, hidden: true },
      { name: 'start_date', type: 'date', hidden: true },
      { name: 'end_date', type: 'date', hidden: true },
      { name: 'types', type: 'codes', codeTable: 'UserAddressTypes', asked: true },
      { name: 'preferred', type: 'boolean', fallback: false, single: true },
      ...origin,
    ],
  },
  {
    kind: 'email',
    tab: 'contact',
    store: { document: 'contact' },
    feed: true,
    neededBy: ['PUBLIC', 'STAFF'],
    fields: [
      { name: 'address', type: 'text', maxLength: 255, format: 'email', required: true },
      { name: 'description', type: 'text', maxLength: 255 },
      { name: 'types', type: 'codes', codeTable: 'UserEmailTypes', asked: true },
      { name: 'preferred', type: 'boolean', fallback: false, single: true },
      ...origin,
    ],
  },
  {
    kind: 'phone',
    tab: 'contact',
    store: { document: 'contact' },
    feed: true,
    neededBy: ['CONTACT'],
    fields: [
      { name: 'number', type: 'text', maxLength: 255, format: 'phone', required: true },
      { name: 'types', type: 'codes', codeTable: 'UserPhoneTypes', asked: true },
      { name: 'preferred', type: 'boolean', fallback: false, single: true },
      { name: 'preferred_sms', type: 'boolean', fallback: false, single: true },
      ...origin,
    ],
  },
  {
    kind: 'identifier',
    tab: 'identifiers',
    store: { table: 'user_identifier' },
    feed: true,
    notForContacts: true,
    fields: [
      { name: 'id_type', type: 'code', codeTable: 'UserIdentifierTypes', required: true },
      { name: 'value', type: 'text', maxLength: 255, required: true },
      { name: 'note', type: 'text', maxLength: 2000 },
      { name: 'status', type: 'code', codeTable: 'ContentStructureStatus', fallback: 'ACTIVE' },
      ...origin,
    ],
  },
  {
    kind: 'note',
    tab: 'notes',
    store: { table: 'user_note' },
    feed: true,
    isUpdate: true,
    fields: [
      { name: 'note_type', type: 'code', codeTable: 'NoteTypes', required: true },
      { name: 'text', type: 'text', maxLength: 2000, required: true },
      { name: 'user_viewable', type: 'boolean', fallback: false },
      { name: 'popup', type: 'boolean', fallback: false },
      { name: 'pinned', type: 'boolean' },
      owner,
      ...origin,
    ],
  },
  {
    kind: 'block',
    tab: 'blocks',
    store: { table: 'user_block' },
    feed: true,
    notForContacts: true,
    isUpdate: true,
    fields: [
      { name: 'block_type', type: 'code', codeTable: 'UserBlockTypes', decidedBy: 'block_description' },
      { name: 'block_description', type: 'code', codeTable: 'UserBlockDescription', required: true },
      { name: 'status', type: 'code', codeTable: 'ContentStructureStatus', fallback: 'ACTIVE' },
      { name: 'note', type: 'text', maxLength: 2000 },
      { name: 'expiry_date', type: 'date', notInPast: true },
      owner,
      { name: 'external_owner', type: 'text', maxLength: 255, machine: true, hidden: true },
      ...origin,
    ],
  },
  {
    kind: 'statistic',
    tab: 'statistics',
    store: { table: 'user_statistic' },
    feed: true,
    fields: [
      { name: 'category', type: 'code', codeTable: 'UserStatCategories', required: true },
      { name: 'category_type', type: 'code', codeTable: 'UserStatisticalTypes', decidedBy: 'category' },
      { name: 'note', type: 'text', maxLength: 2000 },
      owner,
      ...origin,
    ],
  },
  {
    kind: 'proxy',
    tab: 'proxies',
    store: { table: 'user_proxy' },
    feed: false,
    fields: [
      { name: 'patron_id', type: 'user', required: true },
      { name: 'fulfillment', type: 'boolean', machine: true },
      ...maker,
    ],
  },
  {
    kind: 'demerit',
    tab: 'demerits',
    store: { table: 'user_demerit' },
    feed: false,
    notForContacts: true,
    onlyIf: settings => settings.demeritsEnabled,
    viewPermission: 'demerits.view',
    fields: [
      { name: 'points', type: 'number', required: true, min: 1, max: 1_000_000 },
      { name: 'reason', type: 'text', maxLength: 255, required: true },
      { name: 'given_on', type: 'date', required: true },
      { name: 'note', type: 'text', maxLength: 2000 },
      ...maker,
    ],
  },
  {
    kind: 'role',
    tab: 'roles',
    store: { table: 'user_role' },
    feed: false,
    permission: 'users.edit_roles',
    fields: [
      { name: 'role_type', type: 'code', codeTable: 'HFrUserRoles.roleType', required: true },
      { name: 'scope', type: 'code', codeTable: 'RoleScopes' },
      { name: 'parameters', type: 'parameters' },
      { name: 'expiry_date', type: 'date', notInPast: true },
      { name: 'status', type: 'code', codeTable: 'ContentStructureStatus', fallback: 'ACTIVE' },
      { name: 'status_date', type: 'date', machine: true },
      { name: 'profile', type: 'text', maxLength: 50, machine: true, hidden: true },
      ...maker.map(field => ({ ...field, hidden: true as const })),
    ],
  },
  {
    kind: 'enrolment',
    tab: 'courses',
    store: { table: 'user_enrolment' },
    feed: false,
    edit: 'remove',
    fields: [
      { name: 'course_code', type: 'text', maxLength: 255, required: true },
      { name: 'course_name', type: 'text', maxLength: 255 },
      { name: 'section', type: 'text', maxLength: 255 },
      { name: 'term', type: 'text', maxLength: 255 },
      { name: 'start_date', type: 'date' },
      { name: 'end_date', type: 'date' },
      { name: 'from_file', type: 'boolean', machine: true, hidden: true },
      ...maker,
    ],
  },
  {
    kind: 'attachment',
    tab: 'attachments',
    store: { table: 'user_attachment' },
    feed: false,
    edit: 'change',
    fields: [
      { name: 'file_name', type: 'text', maxLength: 255, required: true, machine: true },
      ...file,
      { name: 'note', type: 'text', maxLength: 2000 },
      owner,
      { name: 'letter_id', type: 'number', machine: true, hidden: true },
      ...maker,
    ],
  },
  {
    kind: 'picture',
    tab: 'general',
    store: { table: 'user_picture' },
    feed: false,
    edit: 'none',
    fields: [...file, ...maker],
  },
]
