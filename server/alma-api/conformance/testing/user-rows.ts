import { code } from './makers.ts'
import { attachmentKeys, briefUserKeys, undatedUserKeys, userKeys } from './recorded-keys.ts'
import { nothing, type Row, refused, told } from './run-rows.ts'

const internal = { account_type: code('INTERNAL'), status: code('ACTIVE'), user_group: code('STUDENT') }
const body = (more: object = {}) => ({
  primary_id: 'new{n}',
  first_name: 'New',
  last_name: 'Person',
  ...internal,
  ...more,
})
const external = (more: object = {}) => body({ account_type: code('EXTERNAL'), external_id: 'SIS', ...more })
const put = (more: object = {}) => ({ ...body(), primary_id: '{user}', ...more })

const unknown = refused('401861', 'User with identifier nobody was not found.')
const unknownOfType = refused('401890', 'User with identifier nobody of type BARCODE was not found.')
const noXml = refused('401676', 'No valid XML was given.')

/** GET /users and the user of a path (facts: alma-api §§2.1 to 2.3). */
export const readingRows: readonly Row[] = [
  ['GET /users/{full}', told('user', { primary_id: '{full}', requests: null, link: null }, userKeys)],
  ['GET /users/{user}', told('user', { password: '', user_block: [] }, undatedUserKeys)],
  ['GET /users/{user}/', told('user', { primary_id: '{user}' })],
  ['GET /users/{full}?view=full&expand=none', told('user', {}, userKeys)],
  [
    'GET /users/{full}?view=brief',
    told('user', { user_statistic: [{ statistic_note: 'minor' }] }, briefUserKeys),
  ],
  [
    'GET /users/{user}?expand=loans,requests,fees',
    told('user', {
      loans: { value: '0', link: 'http://alma.example/almaws/v1/users/{user}/loans' },
      requests: { value: '0', link: 'http://alma.example/almaws/v1/users/{user}/requests' },
      fees: { value: '0.0', link: 'http://alma.example/almaws/v1/users/{user}/fees' },
    }),
  ],
  ['GET /users/{user}?expand=fees', told('user', { loans: null, requests: null, fees: { value: '0.0' } })],
  ['GET /users/{user}?expand=fees&x={fee}', told('user', { fees: { value: '20.0' } })],
  ['GET /users/{user}?user_id_type=all_unique', told('user')],
  ['GET /users/{barcode}?user_id_type=BARCODE', told('user')],
  ['GET /users/{barcode}', told('user')],
  ['GET /users/{copy}', told('user', { source_institution_code: 'SECOND' })],
  ['GET /users/far?source_institution_code=SECOND&x={copy}', told('user', { primary_id: '{copy}' })],
  ['GET /users/nobody', unknown],
  ['GET /users/nobody?user_id_type=all_unique', unknown],
  ['GET /users/nobody?user_id_type=BARCODE', unknownOfType],
  [
    'GET /users/{user}?user_id_type=BARCODE',
    refused('401890', 'User with identifier {user} of type BARCODE was not found.'),
  ],
  ['GET /users/{user}?user_id_type=NOTHING', refused('401890')],
  ['GET /users/far?source_institution_code=NOWHERE', refused('4019990')],
  ['GET /users/99999999?user_id_type=linking_id', refused('4019998')],
  ['GET /users/ME', refused('60101')],
  ['GET /users?limit=2', told('users', {}, ['user', 'total_record_count'])],
  [
    'GET /users?q=primary_id~{user}',
    told('users', { user: [{ primary_id: '{user}' }], total_record_count: 1 }),
  ],
  ['GET /users?q=primary_id~nobody_at_all', told('users', { total_record_count: 0 }, ['total_record_count'])],
  [
    'GET /users?q=primary_id~{user}&offset=5',
    told('users', { total_record_count: 1 }, ['total_record_count']),
  ],
  [
    'GET /users?q=primary_id~{user}&limit=0',
    told('users', { total_record_count: 1 }, ['total_record_count']),
  ],
  ['GET /users?q=last_name~Lovelace_AND_primary_id~{user}', told('users', { total_record_count: 1 })],
  ['GET /users?q=last_name~Lovelace%20AND%20primary_id~{user}', told('users', { total_record_count: 1 })],
  [
    'GET /users?q=last_name~Lovelace+AND+first_name~Ada+AND+primary_id~{user}',
    told('users', { total_record_count: 1 }),
  ],
  ['GET /users?q=ALL~*{user}*', told('users', { total_record_count: 1 })],
  ['GET /users?q=ALL~ada_lovelace&limit=1&x={user}', told('users')],
  ['GET /users?q=identifiers~{barcode}', told('users', { total_record_count: 1 })],
  ...[
    ...['middle_name~king', 'email~ada@example.org', 'phone_number~555-0100', 'user_group~STUDENT'],
    ...['birth_date~1990-12-10', 'block_type~LOAN', 'note_text~speak', 'note_type~POPUP'],
    ...['statistic_category~HISTORY', 'general_info~lovelace', 'first_name~ada', 'last_name~lovelace'],
  ].map(
    (q): Row => [`GET /users?q=${q}&limit=1&x={full}`, told('users', {}, ['user', 'total_record_count'])],
  ),
  ['GET /users?q=id_type~BARCODE&limit=1&x={barcode}', told('users', {}, ['user', 'total_record_count'])],
  ['GET /users?q=fines_fees_sum~20&limit=1&x={fee}', told('users', {}, ['user', 'total_record_count'])],
  ['GET /users?q=campus_code~NORTH', told('users', { total_record_count: 0 })],
  ['GET /users?q=job_category~CATALOGER', told('users', { total_record_count: 0 })],
  ['GET /users?order_by=last_name,first_name,primary_id&limit=1', told('users')],
  ['GET /users?order_by=primary_id&limit=1', told('users')],
  ['GET /users?limit=1000&offset=0', told('users')],
  ['GET /users?modify_date_from=2020-01-01&limit=1', told('users')],
  [
    'GET /users?source_institution_code=SECOND&source_user_id=far&x={copy}',
    told('users', { total_record_count: 1 }),
  ],
  ['GET /users?lang=de&format=&nonsense=1&limit=1', told('users')],
  ['GET /users?q=last_name~a&modify_date_from=2020-01-01', refused('402119')],
  ['GET /users?modify_date_from=yesterday', refused('402119')],
  ['GET /users?q=last_name', refused('402119')],
  ['GET /users?q=shoe_size~44', refused('402119')],
  ['GET /users?q=ALL~a%20AND%20last_name~b', refused('402119')],
  ['GET /users?order_by=shoe_size', refused('402119')],
  ['GET /users?limit=-1', refused('402119')],
  ['GET /users?limit=ten', refused('402119')],
  ['GET /users?source_institution_code=NOWHERE', refused('401651')],
  ['GET /users?source_institution_code=SECOND&source_user_id=nobody', refused('4019990')],
  ['GET /users/staff-login-report', told('login_events')],
  [
    'GET /users/staff-login-report?login_date_from=2026-01-01&login_date_to=2027-01-01&successful=all&limit=1',
    told('login_events'),
  ],
  [
    'GET /users/staff-login-report?successful=failed-login-attempts',
    told('login_events', { total_record_count: 0 }),
  ],
  ['GET /users/staff-login-report?login_date_from=soon', refused('402119')],
  ['GET /users/{user}/personal-data', told('user_personal_data', { user: { primary_id: '{user}' } })],
  [
    'GET /users/{user}/personal-data?x={fee}&y={loan}',
    told('user_personal_data', { fee: [{ balance: 20 }] }),
  ],
  ['GET /users/nobody/personal-data', unknown],
  ['GET /users/nobody/personal-data?user_id_type=BARCODE', unknownOfType],
  ['GET /users/99999999/personal-data?user_id_type=linking_id', refused('4019998')],
]

/** POST, PUT and DELETE (facts: alma-api §§2.1, 2.4 to 2.6). */
export const writingRows: readonly Row[] = [
  [
    'POST /users',
    told('user', { primary_id: 'new{n}', record_type: { value: 'PUBLIC', desc: 'Public' } }, undatedUserKeys),
    body(),
  ],
  ['POST /users/', told('user', { status: { value: 'ACTIVE', desc: 'Active' } }), body()],
  [
    'POST /users',
    told('user', { account_type: { value: 'EXTERNAL' }, external_id: 'anything' }),
    external({ external_id: 'anything' }),
  ],
  ['POST /users', told('user', { full_name: 'New Person' }), body({ full_name: 'Somebody Else' })],
  ['POST /users?registration_rules=true&library=MAIN', told('user'), body()],
  [
    'POST /users?send_pin_number_letter=true&social_authentication=true',
    told('user'),
    body({ pin_number: '1234' }),
  ],
  ['POST /users?source_institution_code=SECOND&source_user_id=nobody', refused('60226'), body()],
  ['POST /users?source_institution_code=NOWHERE&source_user_id=far', refused('401651'), body()],
  ['POST /users', noXml, '<user><first_name>A</user>'],
  ['POST /users', noXml, '{"first_name":'],
  ['POST /users', noXml, '[]'],
  ['POST /users', noXml, '"text"'],
  ['POST /users', noXml],
  [
    'POST /users',
    refused('401664', 'Mandatory field is missing: account_type'),
    { first_name: 'A', last_name: 'B' },
  ],
  [
    'POST /users',
    refused('401851', 'User with identifier {user} of type PRIMARY already exists.'),
    body({ primary_id: '{user}' }),
  ],
  [
    'POST /users',
    refused('401851'),
    body({ user_identifier: [{ value: '{barcode}', id_type: code('BARCODE') }] }),
  ],
  [
    'POST /users',
    refused('401851'),
    body({ user_identifier: [{ value: 'new{n}', id_type: code('BARCODE') }] }),
  ],
  ['POST /users', refused('401852', 'Given user group is not legal.'), body({ user_group: code('NOBODY') })],
  [
    'POST /users',
    refused('401853', 'External Id must be empty for internal user.'),
    body({ external_id: 'SIS' }),
  ],
  [
    'POST /users',
    refused('401854', 'External Id must be given for external user.'),
    external({ external_id: '' }),
  ],
  ['POST /users', refused('401855'), body({ account_type: code('INTEXTAUTH') })],
  [
    'POST /users',
    refused('401857', 'Account type must be INTERNAL/EXTERNAL.'),
    body({ account_type: code('OTHER') }),
  ],
  ['POST /users', refused('500038'), body({ password: 'short' })],
  ['POST /users', refused('401658'), body({ birth_date: '2026-02-30' })],
  [
    'POST /users',
    refused('401863', 'Given address type (claim) is not supported for given user record type (PUBLIC).'),
    body({ contact_info: { address: [{ line1: 'A', city: 'B', address_type: [code('claim')] }] } }),
  ],
  [
    'POST /users',
    refused('401864', 'Given email type (pigeon) is invalid.'),
    body({ contact_info: { email: [{ email_address: 'a@example.org', email_type: [code('pigeon')] }] } }),
  ],
  ['PUT /users/{user}', told('user', { primary_id: '{user}', first_name: 'New' }), put()],
  ['PUT /users/{user}?user_id_type=all_unique&override=user_group,pin_number', told('user'), put()],
  ['PUT /users/{user}?override=user_group&override=job_category', told('user'), put()],
  ['PUT /users/{user}?recalculate_roles=true&registration_rules=true&library=MAIN', told('user'), put()],
  ['PUT /users/{user}?send_pin_number_letter=true', told('user'), put({ pin_number: '4321' })],
  ['PUT /users/{user}', told('user', { primary_id: 'renamed{n}' }), put({ primary_id: 'renamed{n}' })],
  [
    'PUT /users/{user}',
    told('user', { account_type: { value: 'EXTERNAL' } }),
    put({ account_type: code('EXTERNAL'), external_id: 'SIS' }),
  ],
  ['PUT /users/nobody', unknown, put()],
  ['PUT /users/nobody?user_id_type=BARCODE', unknownOfType, put()],
  ['PUT /users/{user}', noXml, '<user>'],
  ['PUT /users/{user}', noXml, '{}'],
  ['PUT /users/{user}', refused('401854'), put({ account_type: code('EXTERNAL') })],
  ['PUT /users/{user}', refused('401855'), put({ account_type: code('INTEXTAUTH') })],
  [
    'PUT /users/{external}',
    refused('401858', 'External id in DB does not fit given value.'),
    external({ primary_id: '{external}', external_id: 'OTHER' }),
  ],
  [
    'PUT /users/{external}',
    refused('401859', 'Action currently not supported.'),
    body({ primary_id: '{external}' }),
  ],
  ['PUT /users/{user}', refused('401860'), put({ birth_date: 'never' })],
  ['PUT /users/{user}', refused('401852'), put({ user_group: code('NOBODY') })],
  ['PUT /users/{user}', refused('500038'), put({ password: 'short' })],
  [
    'PUT /users/{user}',
    refused('401863'),
    put({ contact_info: { phone: [{ phone_number: '1', phone_type: [code('claim_fax')] }] } }),
  ],
  [
    'PUT /users/{user}',
    refused('401864'),
    put({ user_identifier: [{ value: 'X{n}', id_type: code('PASSPORT') }] }),
  ],
  ['DELETE /users/{user}', nothing],
  ['DELETE /users/{barcode}?user_id_type=BARCODE', nothing],
  ['DELETE /users/nobody', unknown],
  ['DELETE /users/nobody?user_id_type=BARCODE', unknownOfType],
  ['DELETE /users/{user}?x={fee}', refused('401850')],
  ['DELETE /users/{user}?x={loan}', refused('401850')],
]

/** op=auth and op=refresh, attachments, and what leads nowhere (facts: alma-api §§2.1, 2.7). */
export const actingRows: readonly Row[] = [
  ['POST /users/{user}?op=auth&password=wrong', refused('401866')],
  ['POST /users/{user}?password=wrong', refused('401866')],
  ['POST /users/{user}', refused('401866')],
  ['POST /users/nobody?op=auth&password=wrong', unknown],
  ['POST /users/nobody?op=auth&password=wrong&user_id_type=BARCODE', unknownOfType],
  ['POST /users/{user}?op=dance', refused('401666')],
  ['POST /users/{copy}?op=refresh', nothing],
  ['POST /users/{user}?op=refresh', refused('60226')],
  [
    'POST /users/{lost}?op=refresh',
    refused('60230', 'User with identifier {lost} could not be refreshed: email: one needed'),
  ],
  ['POST /users/{orphan}?op=refresh', refused('60229')],
  ['GET /users/{user}/attachments', told('user_attachments', {}, ['total_record_count'])],
  [
    'GET /users/{user}/attachments?x={attachment}',
    told('user_attachments', { total_record_count: 1 }, ['user_attachment', 'total_record_count']),
  ],
  ['GET /users/nobody/attachments', unknown],
  [
    'GET /users/{user}/attachments/{attachment}',
    told('user_attachment', { id: '{attachment}', type: 'GENERAL' }, attachmentKeys),
  ],
  [
    'GET /users/{user}/attachments/{attachment}?expand=content',
    told('user_attachment', { content: 'aGVsbG8=' }),
  ],
  [
    'GET /users/{user}/attachments/{attachment}?expand=content_no_encoding',
    told('user_attachment', { content: 'hello' }),
  ],
  ['GET /users/{user}/attachments/{picture}?expand=content_no_encoding', refused('60322')],
  ['GET /users/{user}/attachments/1', refused('60321', 'Attachment 1 not found.')],
  [
    'POST /users/{user}/attachments',
    told('user_attachment', { note: 'Form', file_name: 'a.txt' }, attachmentKeys),
    { type: 'GENERAL', note: 'Form', file_name: 'a.txt', content: 'aGVsbG8=' },
  ],
  [
    'POST /users/{user}/attachments',
    refused('401664', 'Mandatory field is missing: content'),
    { type: 'GENERAL', file_name: 'a.txt' },
  ],
  ['POST /users/{user}/attachments', refused('402119'), { file_name: 'a.txt', content: '%%%' }],
  [
    'DELETE /users/{user}/attachments/1',
    refused('401861', 'User with identifier {user}/attachments/1 was not found.'),
  ],
  ['GET /users/{user}/nonsense', refused('401861')],
]
