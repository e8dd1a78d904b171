import { codeTableKeys, deskKeys, letterKeys, libraryKeys } from './recorded-keys.ts'
import { type Row, refused, told } from './run-rows.ts'

const empty = ['total_record_count']
const row = (code: string, more: object = {}) => ({
  code,
  description: code,
  default: false,
  enabled: true,
  ...more,
})
const pair = (group: string, type = 'PUBLIC') => ({ column0: type, column1: group, enabled: true })

/** Code tables and mapping tables (facts: alma-api §3.5). */
export const tableRows: readonly Row[] = [
  ['GET /conf/code-tables', told('code_tables', {}, ['code_table', ...empty])],
  ['GET /conf/code-tables?scope=01OUT_INST', told('code_tables')],
  [
    'GET /conf/code-tables/UserRoleStatus',
    told('code_table', { name: 'UserRoleStatus', language: { value: 'en', desc: 'English' } }, codeTableKeys),
  ],
  ['GET /conf/code-tables/UserGroups?lang=en&scope=01OUT_INST&limit=5&offset=0', told('code_table')],
  ['GET /conf/code-tables/UserGroups?lang=de&scope=MAIN', told('code_table', { language: { value: 'de' } })],
  ['GET /conf/code-tables/NoSuchTable', refused('90101')],
  ['GET /conf/code-tables/UserGroups?scope=NOWHERE', refused('90121')],
  [
    'PUT /conf/code-tables/JobTitles?lang=en',
    told('code_table', { updated_by: 'Outsider', language: { value: 'en' } }),
    { name: 'JobTitles', row: [row('A')] },
  ],
  ['PUT /conf/code-tables/NoSuchTable', refused('90101'), { row: [row('A')] }],
  ['PUT /conf/code-tables/JobTitles', refused('90100'), { row: [row('')] }],
  ['PUT /conf/code-tables/JobTitles', refused('90100'), {}],
  ['PUT /conf/code-tables/JobTitles?scope=MAIN', refused('90121'), { row: [row('A')] }],
  [
    'PUT /conf/code-tables/JobTitles',
    refused('90122'),
    { row: [row('A', { default: true }), row('B', { default: true })] },
  ],
  ['PUT /conf/code-tables/SetType', refused('90123'), { row: [row('A')] }],
  ['PUT /conf/code-tables/JobTitles', refused('401676'), '<code_table>'],
  [
    'GET /conf/mapping-tables',
    told('mapping_tables', { total_record_count: 1 }, ['mapping_table', ...empty]),
  ],
  [
    'GET /conf/mapping-tables/UserRecordTypeUserGroup',
    told('mapping_table', { name: 'UserRecordTypeUserGroup' }),
  ],
  ['GET /conf/mapping-tables/NoSuchTable', refused('90101')],
  [
    'PUT /conf/mapping-tables/UserRecordTypeUserGroup',
    told('mapping_table', { row: [pair('STUDENT')] }),
    { row: [pair('STUDENT')] },
  ],
  ['PUT /conf/mapping-tables/NoSuchTable', refused('90101'), { row: [] }],
  ['PUT /conf/mapping-tables/UserRecordTypeUserGroup', refused('90125'), {}],
  ['PUT /conf/mapping-tables/UserRecordTypeUserGroup', refused('90126'), { row: [pair('NOBODY')] }],
  ['PUT /conf/mapping-tables/UserRecordTypeUserGroup', refused('90126'), { row: [pair('STUDENT', 'ROBOT')] }],
]

/** The organisation, letters, reminders and tests (facts: alma-api §§3.6 to 3.9). */
export const organisationRows: readonly Row[] = [
  ['GET /conf/libraries', told('libraries', { total_record_count: 2 }, ['library', ...empty])],
  [
    'GET /conf/libraries/MAIN',
    told('library', { code: 'MAIN', name: 'Main Library', resource_sharing: true }, libraryKeys),
  ],
  ['GET /conf/libraries/NOWHERE', refused('401664')],
  [
    'GET /conf/libraries/MAIN/circ-desks/?limit=10&offset=0',
    told('circ_desks', { total_record_count: 1 }, ['circ_desk', ...empty]),
  ],
  ['GET /conf/libraries/MAIN/circ-desks?offset=5', told('circ_desks', { total_record_count: 1 }, empty)],
  [
    'GET /conf/libraries/MAIN/circ-desks/MAIN_CIRC',
    told('circ_desk', { code: 'MAIN_CIRC', name: 'Main desk' }, deskKeys),
  ],
  ['GET /conf/libraries/MAIN/circ-desks/LAW_CIRC', refused('402119')],
  ['GET /conf/libraries/NOWHERE/circ-desks', refused('401664')],
  ['GET /conf/libraries/MAIN/circ-desks?limit=x', refused('40166410')],
  ['GET /conf/libraries/MAIN/locations', told('locations', { total_record_count: 0 }, empty)],
  ['GET /conf/libraries/MAIN/locations/STACKS', refused('60298')],
  ['POST /conf/libraries/MAIN/locations', refused('60297'), {}],
  ['PUT /conf/libraries/MAIN/locations/STACKS', refused('60298'), {}],
  ['DELETE /conf/libraries/MAIN/locations/STACKS', refused('60298')],
  [
    'GET /conf/departments?type=ALL&view=FULL&library=MAIN',
    told('departments', { department: [{ code: 'BINDERY' }] }, ['department', ...empty]),
  ],
  [
    'GET /conf/departments?view=brief',
    told('departments', { department: [{ code: 'BINDERY', name: 'Bindery' }] }),
  ],
  ['GET /conf/departments?type=DIGI', told('departments', { total_record_count: 0 }, empty)],
  ['GET /conf/departments?type=OTHER', refused('40166410')],
  [
    'GET /conf/general',
    told(
      'general',
      {
        institution: { value: '01OUT_INST', desc: 'Outer University' },
        alma_url: 'http://alma.example',
        environment_type: 'production',
      },
      ['institution', 'alma_url', 'environment_type'],
    ),
  ],
  ['GET /conf/integration-profiles?type=USER', told('integration_profiles', { total_record_count: 1 })],
  ['GET /conf/integration-profiles?type=ERP', told('integration_profiles', { total_record_count: 0 }, empty)],
  [
    'GET /conf/integration-profiles/{profile}',
    told('integration_profile', { code: 'SIS', type: { value: 'USER', desc: 'Users' } }),
  ],
  ['GET /conf/integration-profiles/1', refused('60304')],
  ['POST /conf/integration-profiles', refused('402119'), {}],
  ['PUT /conf/integration-profiles/{profile}', refused('402119'), {}],
  ['DELETE /conf/integration-profiles/{profile}', refused('402119')],
  ['PUT /conf/integration-profiles/1', refused('60304'), {}],
  ['GET /conf/letters?type=LETTER', told('letters', {}, ['letter', ...empty])],
  ['GET /conf/letters?type=COMPONENT', told('letters', { total_record_count: 0 }, empty)],
  ['GET /conf/letters?type=POSTCARD', refused('40166411')],
  ['GET /conf/letters/NoSuchLetter', refused('60344')],
  [
    'GET /conf/letters/{letter}',
    told('letter', { code: '{letter}', enabled: { value: 'true', desc: 'Yes' } }, letterKeys),
  ],
  [
    'PUT /conf/letters/{letter}',
    told('letter'),
    { enabled: { value: 'true' }, retention_period: '30' },
    'xml',
  ],
  [
    'PUT /conf/letters/{letter}',
    refused('60105', 'JSON is not supported for this API.'),
    { enabled: { value: 'true' } },
    'json',
  ],
  ['PUT /conf/letters/{letter}', refused('60343'), { retention_period: 'long' }, 'xml'],
  ['PUT /conf/letters/{letter}', refused('60343'), { xsl: '<xsl/>' }, 'xml'],
  ['PUT /conf/letters/NoSuchLetter', refused('60344'), { enabled: { value: 'true' } }, 'xml'],
  [
    'GET /conf/reminders?type=x&status=y&order_by=type&direction=asc&entity_type=BIB_MMS&entity_id=1',
    told('reminders', { total_record_count: 0 }, empty),
  ],
  ['POST /conf/reminders', refused('60177'), { text: 'x' }],
  ['GET /conf/reminders/1', refused('60178')],
  ['PUT /conf/reminders/1', refused('60178'), { text: 'x' }],
  ['DELETE /conf/reminders/1', refused('60178')],
]
