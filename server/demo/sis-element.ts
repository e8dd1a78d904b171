import type { DemoAddress, DemoEmail, DemoIdentifier, DemoPhone, DemoUser } from './demo-user.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text as XML element content. Attributes of the file hold no free text, so quotes may stay. */
const escapeText = (text: string): string =>
  /[&<>]/.test(text) ? text.replace(/[&<>]/g, character => entities[character] ?? character) : text

const element = (name: string, text: string | null): string =>
  text === null ? '' : `<${name}>${escapeText(text)}</${name}>\n`

const wrapped = (name: string, content: string): string =>
  content === '' ? '' : `<${name}>\n${content}</${name}>\n`

/**
 * The habits of the program that wrote the extract. The registrar's sends bare dates and no segment types,
 * the personnel office's closes dates with Z and marks its segments; loaders meet both in one file.
 */
type Dialect = { dateSuffix: '' | 'Z'; segment: '' | ' segment_type="External"' }

const registrar: Dialect = { dateSuffix: '', segment: '' }
const personnelOffice: Dialect = { dateSuffix: 'Z', segment: ' segment_type="External"' }

/** One user as an element of a student system file (XML version 2), with a line feed at the end. */
export const sisElement = (user: DemoUser): string => {
  const isEmployee = user.user_group === 'FACULTY' || user.user_group === 'STAFF'
  const dialect = isEmployee ? personnelOffice : registrar
  return `<user>\n${generalInformation(user, dialect)}${contactInfo(user, dialect)}${segments(user, dialect)}</user>\n`
}

const generalInformation = (user: DemoUser, { dateSuffix }: Dialect): string => {
  const date = (name: string, day: string | null): string =>
    element(name, day === null ? null : day + dateSuffix)
  return (
    element('record_type', user.record_type) +
    element('external_id', user.external_id) +
    element('primary_id', user.primary_id) +
    element('first_name', user.first_name) +
    element('middle_name', user.middle_name) +
    element('last_name', user.last_name) +
    element('user_title', user.user_title) +
    element('job_description', user.job_description) +
    element('gender', user.gender) +
    element('user_group', user.user_group) +
    element('campus_code', user.campus_code) +
    element('preferred_language', user.preferred_language) +
    date('birth_date', user.birth_date) +
    date('expiry_date', user.expiry_date) +
    date('purge_date', user.purge_date) +
    element('account_type', user.account_type) +
    element('status', user.status) +
    element('pref_first_name', user.pref_first_name) +
    element('pref_middle_name', user.pref_middle_name) +
    element('pref_last_name', user.pref_last_name)
  )
}

const contactInfo = ({ contact_info }: DemoUser, { segment }: Dialect): string =>
  wrapped(
    'contact_info',
    wrapped('addresses', contact_info.address.map(entry => address(entry, segment)).join('')) +
      wrapped('emails', contact_info.email.map(entry => email(entry, segment)).join('')) +
      wrapped('phones', contact_info.phone.map(entry => phone(entry, segment)).join('')),
  )

const types = (kind: string, codes: readonly string[]): string =>
  wrapped(`${kind}_types`, codes.map(code => element(`${kind}_type`, code)).join(''))

const address = (entry: DemoAddress, segment: string): string =>
  `<address preferred="${entry.preferred}"${segment}>\n${
    element('line1', entry.line1) +
    element('line2', entry.line2) +
    element('line3', entry.line3) +
    element('city', entry.city) +
    element('state_province', entry.state_province) +
    element('postal_code', entry.postal_code) +
    element('country', entry.country) +
    types('address', entry.address_type)
  }</address>\n`

const email = (entry: DemoEmail, segment: string): string =>
  `<email preferred="${entry.preferred}"${segment}>\n${
    element('email_address', entry.email_address) + types('email', entry.email_type)
  }</email>\n`

const phone = (entry: DemoPhone, segment: string): string =>
  `<phone preferred="${entry.preferred}" preferred_sms="${entry.preferred_sms}"${segment}>\n${
    element('phone_number', entry.phone_number) + types('phone', entry.phone_type)
  }</phone>\n`

const segments = (user: DemoUser, { segment }: Dialect): string => {
  const identifiers = user.user_identifier.map(entry => identifier(entry, segment)).join('')
  const notes = user.user_note
    .map(
      note =>
        `<user_note${segment}>\n${
          element('note_type', note.note_type) +
          element('note_text', note.note_text) +
          element('user_viewable', String(note.user_viewable)) +
          element('popup_note', String(note.popup_note))
        }</user_note>\n`,
    )
    .join('')
  const statistics = user.user_statistic
    .map(
      entry =>
        `<user_statistic${segment}>\n${
          element('statistic_category', entry.statistic_category) +
          element('category_type', entry.category_type) +
          element('statistic_note', entry.statistic_note)
        }</user_statistic>\n`,
    )
    .join('')
  return (
    wrapped('user_identifiers', identifiers) +
    wrapped('user_notes', notes) +
    wrapped('user_statistics', statistics)
  )
}

const identifier = (entry: DemoIdentifier, segment: string): string =>
  `<user_identifier${segment}>\n${
    element('value', entry.value) +
    element('id_type', entry.id_type) +
    element('note', entry.note) +
    element('status', entry.status)
  }</user_identifier>\n`
