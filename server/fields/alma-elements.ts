/**
 * How the elements of a kind stand in Alma's user object and in feeds: name of the list and of one element, our fields
 * with Alma's names in Alma's order, those that are null when they are empty, and codes that stand there without words.
 */
export type AlmaElement = {
  wrapper: string
  name: string
  fields: Readonly<Record<string, string>>
  nulls?: readonly string[]
  plain?: readonly string[]
}

const made = { created_by: 'created_by', created_at: 'created_date' }
const origin = { external: 'segment_type' }

/** By kind, in Alma's order. Scalar fields need no such table: they are called as in Alma. */
export const almaElements: Readonly<Record<string, AlmaElement>> = {
  address: {
    wrapper: 'addresses',
    name: 'address',
    fields: {
      ...{ line1: 'line1', line2: 'line2', line3: 'line3', line4: 'line4', line5: 'line5', city: 'city' },
      ...{ state_province: 'state_province', postal_code: 'postal_code', country: 'country' },
      ...{ note: 'address_note', start_date: 'start_date', end_date: 'end_date', preferred: 'preferred' },
      ...origin,
      types: 'address_type',
    },
    nulls: ['line2', 'line3', 'line4', 'line5'],
  },
  email: {
    wrapper: 'emails',
    name: 'email',
    fields: {
      ...{ address: 'email_address', description: 'description', preferred: 'preferred' },
      ...origin,
      types: 'email_type',
    },
    nulls: ['description'],
  },
  phone: {
    wrapper: 'phones',
    name: 'phone',
    fields: {
      ...{ number: 'phone_number', preferred: 'preferred', preferred_sms: 'preferred_sms' },
      ...origin,
      types: 'phone_type',
    },
  },
  identifier: {
    wrapper: 'user_identifiers',
    name: 'user_identifier',
    fields: { value: 'value', id_type: 'id_type', note: 'note', status: 'status', ...origin },
    nulls: ['note'],
    plain: ['status'],
  },
  role: {
    wrapper: 'user_roles',
    name: 'user_role',
    fields: {
      ...{ status: 'status', scope: 'scope', role_type: 'role_type', expiry_date: 'expiry_date' },
      parameters: 'parameter',
    },
  },
  block: {
    wrapper: 'user_blocks',
    name: 'user_block',
    fields: {
      ...{ block_type: 'block_type', block_description: 'block_description', status: 'block_status' },
      ...{ note: 'block_note', ...made, expiry_date: 'expiry_date', owner: 'block_owner' },
      ...origin,
    },
    plain: ['status', 'owner'],
  },
  note: {
    wrapper: 'user_notes',
    name: 'user_note',
    fields: {
      ...{ note_type: 'note_type', text: 'note_text', user_viewable: 'user_viewable', popup: 'popup_note' },
      ...{ ...made, owner: 'note_owner', ...origin },
    },
    plain: ['owner'],
  },
  statistic: {
    wrapper: 'user_statistics',
    name: 'user_statistic',
    fields: {
      ...{ category: 'statistic_category', category_type: 'category_type', note: 'statistic_note' },
      ...{ owner: 'statistic_owner', ...origin },
    },
    plain: ['owner'],
  },
}
