import { atDesk, code } from './makers.ts'
import { loanKeys, renewedLoanKeys, requestKeys } from './recorded-keys.ts'
import { nothing, type Row, refused, told } from './run-rows.ts'

const unknown = refused('401861', 'User with identifier nobody was not found.')
const unknownOfType = refused('401890', 'User with identifier nobody of type BARCODE was not found.')
const noLoan = refused('401823', 'Loan ID 99999999 does not exist.')
const noRequest = refused('401694', 'Request Identifier not found.')
const empty = ['total_record_count']
const hold = (more: object = {}) => ({
  request_type: 'HOLD',
  pickup_location_type: 'LIBRARY',
  pickup_location_library: 'MAIN',
  comment: 'Please',
  last_interest_date: '2027-01-31Z',
  ...more,
})

/** Loans (facts: alma-api §2.8). */
export const loanRows: readonly Row[] = [
  ['GET /users/{user}/loans', told('item_loans', { total_record_count: 0 }, empty)],
  [
    'GET /users/{user}/loans/?x={loan}',
    told('item_loans', { total_record_count: 1 }, ['item_loan', ...empty]),
  ],
  ['GET /users/{user}/loans?limit=1&offset=1&x={loan}', told('item_loans', { total_record_count: 1 }, empty)],
  [
    'GET /users/{user}/loans?expand=renewable&user_id_type=all_unique&x={loan}',
    told('item_loans', { item_loan: [{ loan_id: '{loan}', renewable: false }] }),
  ],
  ['GET /users/{user}/loans?loan_status=Active&x={loan}', told('item_loans', { total_record_count: 1 })],
  [
    'GET /users/{user}/loans?loan_status=Complete&x={loan}',
    told('item_loans', { total_record_count: 0 }, empty),
  ],
  ...['id', 'loan_date', 'due_date', 'barcode', 'title', 'author', 'return_date'].map(
    (order): Row => [
      `GET /users/{user}/loans?order_by=${order}&direction=DESC&x={loan}`,
      told('item_loans', { total_record_count: 1 }),
    ],
  ),
  ['GET /users/{user}/loans?order_by=colour', refused('40166410')],
  ['GET /users/{user}/loans?direction=UP', refused('40166410')],
  ['GET /users/{user}/loans?limit=many', refused('40166410')],
  ['GET /users/nobody/loans', unknown],
  ['GET /users/nobody/loans?user_id_type=BARCODE', unknownOfType],
  [
    'POST /users/{user}/loans?item_barcode={item}',
    told(
      'item_loan',
      {
        circ_desk: { value: 'MAIN_CIRC', desc: 'Main desk' },
        library: { value: 'MAIN', desc: 'Main Library' },
        user_id: '{user}',
        item_barcode: '{item}',
        loan_status: 'ACTIVE',
        process_status: 'NORMAL',
        location_code: { value: 'Stacks', name: 'Stacks' },
        item_policy: { value: 'Book', description: 'Book' },
        last_renew_status: { value: null, desc: '' },
      },
      loanKeys,
    ),
    atDesk,
  ],
  [
    'POST /users/{user}/loans?item_pid={pid}&generate_linked_user=false',
    told('item_loan', { item_id: '{pid}' }),
    atDesk,
  ],
  ['POST /users/nobody/loans?item_pid={pid}', unknown, atDesk],
  ['POST /users/{user}/loans?item_pid={pid}', refused('401153'), { ...atDesk, circ_desk: code('NOWHERE') }],
  ['POST /users/{user}/loans?item_pid={pid}', refused('401153'), { ...atDesk, library: code('LAW') }],
  ['POST /users/{user}/loans?item_barcode=nothing', refused('401651'), atDesk],
  ['POST /users/{user}/loans?item_pid={pid}&x={loan}', refused('401651'), atDesk],
  ['POST /users/{user}/loans?item_barcode={missing}', refused('401651'), atDesk],
  ['POST /users/{blocked}/loans?item_pid={pid}', refused('401651'), atDesk],
  ['POST /users/{user}/loans', refused('401672', 'PID field is empty.'), atDesk],
  ['POST /users/{user}/loans?item_pid={pid}', refused('401664'), { library: code('MAIN') }],
  ['POST /users/{user}/loans?item_pid={pid}', refused('401664')],
  ['POST /users/{user}/loans?item_pid={pid}', refused('401676'), '<item_loan>'],
  ['GET /users/{user}/loans/{loan}', told('item_loan', { loan_id: '{loan}', renewable: null }, loanKeys)],
  ['GET /users/{user}/loans/99999999', noLoan],
  ['GET /users/{user}/loans/abc', refused('401823')],
  ['GET /users/{other}/loans/{loan}', refused('401823')],
  ['GET /users/nobody/loans/1', unknown],
  [
    'POST /users/{user}/loans/{old_loan}?op=renew',
    told(
      'item_loan',
      { process_status: 'RENEW', last_renew_status: { value: '401193;', desc: 'Renewed Successfully' } },
      renewedLoanKeys,
    ),
  ],
  ['POST /users/{user}/loans/{loan}?op=renew', refused('401822')],
  ['POST /users/{user}/loans/99999999?op=renew', noLoan],
  ['POST /users/{user}/loans/{loan}', refused('401666')],
  ['POST /users/{user}/loans/{loan}?op=burn', refused('401666')],
  [
    'PUT /users/{user}/loans/{loan}?notify_user=false',
    told('item_loan', { due_date: '2027-01-31T23:59:00Z' }, loanKeys),
    { due_date: '2027-01-31Z' },
  ],
  [
    'PUT /users/{user}/loans/{loan}',
    told('item_loan', { due_date: '2027-01-31T23:59:00Z' }),
    { due_date: '2027-01-31T22:00:00Z', title: 'x' },
  ],
  ['PUT /users/{user}/loans/{loan}', refused('401824', 'Due date is not in loan object.'), { title: 'x' }],
  [
    'PUT /users/{user}/loans/{loan}',
    refused('401681', 'Due date cannot be in the past.'),
    { due_date: '2020-01-01Z' },
  ],
  ['PUT /users/{user}/loans/{loan}', refused('40166410'), { due_date: 'later' }],
  ['PUT /users/{user}/loans/99999999', noLoan, { due_date: '2027-01-31Z' }],
]

/** Requests (facts: alma-api §2.9). */
export const requestRows: readonly Row[] = [
  ['GET /users/{user}/requests', told('user_requests', { total_record_count: 0 }, empty)],
  [
    'GET /users/{user}/requests?x={request}',
    told('user_requests', { total_record_count: 1 }, ['user_request', ...empty]),
  ],
  [
    'GET /users/{user}/requests?request_type=HOLD&status=active&limit=1&x={request}',
    told('user_requests', { total_record_count: 1 }),
  ],
  [
    'GET /users/{user}/requests?request_type=DIGITIZATION&x={request}',
    told('user_requests', { total_record_count: 0 }),
  ],
  [
    'GET /users/{user}/requests?request_type=BOOKING&x={request}',
    told('user_requests', { total_record_count: 0 }),
  ],
  ['GET /users/{user}/requests?status=history&x={request}', told('user_requests', { total_record_count: 0 })],
  [
    'GET /users/{user}/requests?limit=1&offset=7&x={request}',
    told('user_requests', { total_record_count: 1 }, empty),
  ],
  ['GET /users/{user}/requests?request_type=WISH', refused('40166410')],
  ['GET /users/nobody/requests', unknown],
  ['GET /users/nobody/requests?user_id_type=BARCODE', unknownOfType],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    told('user_request', {
      user_primary_id: '{user}',
      request_type: 'HOLD',
      request_sub_type: { value: 'PATRON_PHYSICAL', desc: 'Patron physical item request' },
      pickup_location: 'Main Library',
      pickup_location_type: 'LIBRARY',
      pickup_location_library: 'MAIN',
      managed_by_library: '',
      material_type: { value: null, desc: null },
      comment: 'Please',
      request_status: 'Not Started',
      last_interest_date: '2027-01-31Z',
    }),
    hold(),
  ],
  [
    'POST /users/{user}/requests?mms_id={mms}&allow_same_request=false',
    told('user_request', { mms_id: '{mms}' }),
    hold(),
  ],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    told('user_request', { pickup_location_library: 'LAW' }),
    hold({
      pickup_location_type: 'CIRCULATION_DESK',
      pickup_location_library: 'LAW',
      pickup_location_circulation_desk: 'LAW_CIRC',
    }),
  ],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    told('user_request', { pickup_location_library: 'MAIN' }),
    hold({ request_type: code('HOLD') }),
  ],
  ['POST /users/nobody/requests?item_pid={pid}', unknown, hold()],
  ['POST /users/nobody/requests?item_pid={pid}&user_id_type=BARCODE', unknownOfType, hold()],
  ['POST /users/{user}/requests?item_pid=99999999', refused('401129'), hold()],
  ['POST /users/{user}/requests?mms_id=nothing', refused('401129'), hold()],
  ['POST /users/{user}/requests?item_pid={missing_pid}', refused('401129'), hold()],
  ['POST /users/{user}/requests?item_pid={pid}&x={request}', refused('401136'), hold()],
  ['POST /users/{blocked}/requests?item_pid={pid}', refused('401136'), hold()],
  ['POST /users/{user}/requests?item_pid={pid}', refused('401136'), hold({ request_type: 'DIGITIZATION' })],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    refused('401895'),
    hold({ pickup_location_library: 'NOWHERE' }),
  ],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    refused('401895'),
    hold({ pickup_location_type: 'CIRCULATION_DESK', pickup_location_circulation_desk: 'LAW_CIRC' }),
  ],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    refused('60308'),
    hold({ pickup_location_type: 'USER_HOME_ADDRESS' }),
  ],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    refused('60324'),
    hold({ pickup_location_type: 'INSTITUTION' }),
  ],
  ['POST /users/{user}/requests', refused('401664'), hold()],
  ['POST /users/{user}/requests?item_pid={pid}', refused('401664'), { pickup_location_library: 'MAIN' }],
  ['POST /users/{user}/requests?item_pid={pid}', refused('401664'), { request_type: 'HOLD' }],
  [
    'POST /users/{user}/requests?item_pid={pid}',
    refused('40166410'),
    hold({ last_interest_date: 'someday' }),
  ],
  ['POST /users/{user}/requests?item_pid={pid}', refused('401676'), '{'],
  ['GET /users/{user}/requests/{request}', told('user_request', { request_id: '{request}' }, requestKeys)],
  ['GET /users/{user}/requests/{request}?user_id_type=all_unique', told('user_request')],
  ['GET /users/{user}/requests/99999999', noRequest],
  ['GET /users/{user}/requests/abc', noRequest],
  ['GET /users/{other}/requests/{request}', noRequest],
  ['GET /users/nobody/requests/1', unknown],
  [
    'PUT /users/{user}/requests/{request}',
    told('user_request', { comment: 'Hurry', pickup_location_library: 'LAW' }),
    hold({ comment: 'Hurry', pickup_location_library: 'LAW' }),
  ],
  ['PUT /users/{user}/requests/99999999', noRequest, hold()],
  ['PUT /users/{user}/requests/{request}', refused('401895'), hold({ pickup_location_library: 'NOWHERE' })],
  ['POST /users/{user}/requests/{request}?op=next_step&release_item=false', refused('401932')],
  ['POST /users/{user}/requests/99999999?op=next_step', refused('401907')],
  ['POST /users/{user}/requests/{request}?op=dance', refused('401666')],
  ['DELETE /users/{user}/requests/{request}?reason=PatronNotInterested&note=x&notify_user=false', nothing],
  ['DELETE /users/{user}/requests/{request}', refused('401664', 'Mandatory field is missing: reason')],
  ['DELETE /users/{user}/requests/{request}?reason=Whim', refused('401666')],
  ['DELETE /users/{user}/requests/99999999?reason=PatronNotInterested', noRequest],
  ['DELETE /users/nobody/requests/1?reason=PatronNotInterested', unknown],
]

/** What nobody has here (facts: alma-api §§2.10, 2.11, 2.13), and the return of items. */
export const absentRows: readonly Row[] = [
  ...[
    ['purchase-requests?status=INREVIEW&limit=10&offset=0', 'purchase_requests'],
    ['resource-sharing-requests', 'user_resource_sharing_requests'],
    ['deposits?status=DRAFT&order_by=name&direction=ASC', 'user_deposits'],
    ['leganto-notifications?notificationType=ALL&unread=true', 'leganto_notifications'],
  ].flatMap(([path, root = '']): Row[] => [
    [`GET /users/{user}/${path}`, told(root, { total_record_count: 0 }, empty)],
    [`GET /users/nobody/${path}`, unknown],
  ]),
  ['POST /users/{user}/purchase-requests', refused('401873'), { format: code('P') }],
  ['POST /users/nobody/purchase-requests', unknown, {}],
  ['GET /users/{user}/purchase-requests/1', refused('60276')],
  ['POST /users/{user}/purchase-requests/1?op=cancel', refused('60276')],
  [
    'POST /users/{user}/resource-sharing-requests?override_blocks=false',
    refused('401859'),
    { owner: 'MAIN' },
  ],
  ['GET /users/{user}/resource-sharing-requests/1?request_id_type=external', noRequest],
  ['POST /users/{user}/resource-sharing-requests/1?op=update_shipping', noRequest],
  ['DELETE /users/{user}/resource-sharing-requests/1?reason=x&remove_request=true', noRequest],
  ['POST /users/{user}/deposits?draft=false', refused('401859'), {}],
  ['GET /users/{user}/deposits/1', refused('402238')],
  ['POST /users/{user}/deposits/1?op=submit', refused('402238')],
  [
    'POST /bibs/{mms}/holdings/{holding}/items/{pid}?op=scan&library=MAIN&circ_desk=MAIN_CIRC&x={loan}',
    told('item', { item_data: { barcode: '{item}' } }),
  ],
  ['POST /bibs/{mms}/holdings/{holding}/items/{pid}?op=scan&circ_desk=MAIN_CIRC', refused('401664')],
  ['POST /bibs/{mms}/holdings/{holding}/items/{pid}?op=read', refused('401666')],
  [
    'POST /bibs/{mms}/holdings/{holding}/items/99999999?op=scan&library=MAIN&circ_desk=MAIN_CIRC',
    refused('401666'),
  ],
]
