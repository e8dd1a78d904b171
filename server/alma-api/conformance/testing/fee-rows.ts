import { code } from './makers.ts'
import { feeKeys, paidFeeKeys } from './recorded-keys.ts'
import { type Row, refused, told } from './run-rows.ts'

const listKeys = ['fee', 'total_record_count', 'total_sum', 'currency']
const noFees = { total_record_count: 0, total_sum: 0, currency: null }
const charge = (more: object = {}) => ({
  type: code('OTHER'),
  original_amount: 20.0,
  owner: code('MAIN'),
  comment: 'Lost key',
  ...more,
})
const unknown = refused('401861', 'User with identifier nobody was not found.')
const unknownOfType = refused('401890', 'User with identifier nobody of type BARCODE was not found.')
const pay = 'op=pay&amount=5.5&method=CASH'

/** Fines and fees (facts: alma-api §2.12). */
export const feeRows: readonly Row[] = [
  ['GET /users/{user}/fees', told('fees', noFees, ['total_record_count', 'total_sum', 'currency'])],
  [
    'GET /users/{user}/fees/?x={fee}',
    told('fees', { total_record_count: 1, total_sum: 20, currency: 'USD' }, listKeys),
  ],
  [
    'GET /users/{user}/fees?status=ACTIVE&user_id_type=all_unique&x={fee}',
    told('fees', { fee: [{ id: '{fee}' }] }),
  ],
  [
    'GET /users/{user}/fees?status=INDISPUTE&x={disputed}',
    told('fees', { fee: [{ status: { value: 'INDISPUTE' } }] }),
  ],
  [
    'GET /users/{user}/fees?status=EXPORTED&x={exported}',
    told('fees', { fee: [{ status: { value: 'EXPORTED' } }] }),
  ],
  [
    'GET /users/{user}/fees?status=CLOSED&x={closed}',
    told('fees', { fee: [{ status: { value: 'CLOSED' }, balance: 0 }] }),
  ],
  ['GET /users/{user}/fees?status=CLOSED&x={fee}', told('fees', noFees)],
  [
    'GET /users/{user}/fees?x={credit}',
    told('fees', { fee: [{ type: { value: 'CREDIT', desc: 'Credit' } }] }),
  ],
  ['GET /users/{user}/fees?limit=1&x={fee}&y={fee2}', told('fees', { total_record_count: 2, total_sum: 40 })],
  ['GET /users/{user}/fees?status=OPEN', refused('401666')],
  ['GET /users/nobody/fees', unknown],
  ['GET /users/nobody/fees?user_id_type=BARCODE', unknownOfType],
  [
    'POST /users/{user}/fees',
    told(
      'fee',
      {
        type: { value: 'OTHER', desc: 'Other' },
        balance: 20,
        comment: 'Lost key',
        title: null,
        barcode: null,
      },
      feeKeys,
    ),
    charge(),
  ],
  ['POST /users/{user}/fees', told('fee', { original_amount: 7.25 }), charge({ original_amount: '7.25' })],
  [
    'POST /users/{user}/fees',
    told('fee', { barcode: { value: '{item}' } }),
    charge({ barcode: code('{item}') }),
  ],
  ['POST /users/{user}/fees', told('fee', { barcode: { value: '{item}' } }), charge({ barcode: '{item}' })],
  [
    'POST /users/{user}/fees',
    told('fee', { original_amount: -3 }),
    charge({ type: code('CREDIT'), original_amount: 3 }),
  ],
  [
    'POST /users/{user}/fees',
    told('fee', { owner: { value: '01OUT_INST' } }),
    charge({ owner: code('01OUT_INST') }),
  ],
  ['POST /users/nobody/fees', unknown, charge()],
  ['POST /users/nobody/fees?user_id_type=BARCODE', unknownOfType, charge()],
  ['POST /users/{user}/fees', refused('4019991'), { original_amount: 1, owner: code('MAIN') }],
  ['POST /users/{user}/fees', refused('4019991'), charge({ type: code('') })],
  ['POST /users/{user}/fees', refused('4019991')],
  ['POST /users/{user}/fees', refused('4019992'), charge({ type: code('PARKING') })],
  ['POST /users/{user}/fees', refused('4019993'), charge({ barcode: code('nothing') })],
  ['POST /users/{user}/fees', refused('4019994'), { type: code('OTHER'), owner: code('MAIN') }],
  ['POST /users/{user}/fees', refused('4019996'), { type: code('OTHER'), original_amount: 1 }],
  [
    'POST /users/{user}/fees',
    refused('4019997'),
    charge({ type: code('DAMAGEDITEMFINE'), owner: code('01OUT_INST') }),
  ],
  ['POST /users/{user}/fees', refused('4019997'), charge({ owner: code('NOWHERE') })],
  ['POST /users/{user}/fees', refused('4019999'), charge({ type: code('LIBRARYCARDREPLACEMENT') })],
  ['POST /users/{user}/fees', refused('402119'), charge({ original_amount: 0 })],
  ['POST /users/{user}/fees', refused('402119'), charge({ original_amount: 'much' })],
  ['POST /users/{user}/fees', refused('402119'), charge({ original_amount: 1.234 })],
  ['POST /users/{user}/fees', refused('401676'), '<fee>'],
  ['GET /users/{user}/fees/{fee}', told('fee', { id: '{fee}', balance: 20 }, feeKeys)],
  ['GET /users/{user}/fees/{fee}?user_id_type=all_unique', told('fee')],
  ['GET /users/{user}/fees/99999999', refused('401665', 'Fine not found.')],
  ['GET /users/{user}/fees/abc', refused('401665', 'Fine not found.')],
  ['GET /users/{other}/fees/{fee}', refused('401665', 'Fine not found.')],
  ['GET /users/nobody/fees/1', unknown],
  [
    `POST /users/{user}/fees/{fee}?${pay}&comment=thanks&external_transaction_id=X-1`,
    told(
      'fee',
      {
        balance: 14.5,
        status: { value: 'ACTIVE' },
        transaction: [
          {
            type: { value: 'PAYMENT', desc: 'Payment' },
            amount: 5.5,
            comment: 'thanks',
            external_transaction_id: 'X-1',
            received_by: { value: 'Not at desk' },
            payment_method: { value: 'CASH', desc: 'Cash' },
          },
        ],
      },
      paidFeeKeys,
    ),
  ],
  [
    'POST /users/{user}/fees/{fee}?op=pay&amount=20.00&method=CREDIT_CARD',
    told('fee', { balance: 0, status: { value: 'CLOSED' } }),
  ],
  ['POST /users/{user}/fees/{fee}?op=pay&method=ONLINE', told('fee', { balance: 0 })],
  [
    'POST /users/{user}/fees/{fee}?op=waive&amount=4&reason=GOODWILL&comment=x',
    told('fee', { balance: 16, transaction: [{ type: { value: 'WAIVE' } }] }),
  ],
  ['POST /users/{user}/fees/{fee}?op=waive&reason=GOODWILL', told('fee', { status: { value: 'CLOSED' } })],
  ['POST /users/{user}/fees/{fee}?op=dispute&comment=x', told('fee', { status: { value: 'INDISPUTE' } })],
  ['POST /users/{user}/fees/{disputed}?op=restore', told('fee', { status: { value: 'ACTIVE' } })],
  ['POST /users/{user}/fees/{fee}', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=burn', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=pay&amount=1', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=pay&amount=1&method=SHELLS', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=pay&amount=&method=CASH', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=pay&amount=-1&method=CASH', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=pay&amount=20.01&method=CASH', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=waive&amount=1', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=waive&amount=1&reason=NONE', refused('401666')],
  ['POST /users/{user}/fees/{fee}?op=restore', refused('402119')],
  ['POST /users/{user}/fees/{closed}?op=pay&amount=1&method=CASH', refused('402119')],
  [`POST /users/{user}/fees/999999?${pay}`, refused('401665')],
  [`POST /users/{other}/fees/{fee}?${pay}`, refused('401665')],
  [`POST /users/nobody/fees/1?${pay}`, unknown],
  [
    'POST /users/{user}/fees/all?op=pay&amount=ALL&method=CASH&comment=x&external_transaction_id=y&x={fee}',
    told('fees', { total_record_count: 0, total_sum: 0, currency: 'USD' }, listKeys.slice(1)),
  ],
  [
    'POST /users/{user}/fees/all?op=pay&amount=25&method=CASH&x={fee}&y={fee2}',
    told('fees', { fee: [{ balance: 15 }], total_record_count: 1, total_sum: 15 }, listKeys),
  ],
  ['POST /users/{user}/fees/all?op=pay&amount=99&method=CASH&x={fee}', refused('401666')],
  ['POST /users/{user}/fees/all?op=waive&amount=1&x={fee}', refused('401666')],
  ['POST /users/{user}/fees/all?op=pay&amount=ALL&x={fee}', refused('401666')],
  ['POST /users/{user}/fees/all?op=pay&amount=ALL&method=CASH', refused('402119')],
  ['POST /users/nobody/fees/all?op=pay&amount=ALL&method=CASH', unknown],
]

const report = 'GET /conf/utilities/fee-transactions'

/** What was paid and waived (facts: alma-api §3.9). */
export const feeReportRows: readonly Row[] = [
  [`${report}?transaction_from_date=2026-01-01&transaction_to_date=2026-01-07`, told('fees', noFees)],
  [
    `${report}?transaction_type=BOTH&owner=MAIN&received_by_circ_library=MAIN&received_by_circ_desk=MAIN_CIRC&limit=5&offset=0`,
    told('fees', noFees),
  ],
  [`${report}?transaction_from_date=2026-01-01Z`, told('fees')],
  [`${report}?transaction_type=PAYMENT`, told('fees')],
  [`${report}?transaction_type=WAIVE`, told('fees')],
  [`${report}?transaction_from_date=2026-01-01&transaction_to_date=2026-01-20`, refused('40166411')],
  [`${report}?transaction_from_date=soon`, refused('40166411')],
  [`${report}?transaction_type=GIFT`, refused('40166419')],
  [`${report}?received_by_circ_desk=MAIN_CIRC`, refused('40166410')],
  [`${report}?limit=x`, refused('40166410')],
]
