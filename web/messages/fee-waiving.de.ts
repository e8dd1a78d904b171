import type { feeWaiving as english } from './fee-waiving.en.ts'

/** Gebühren in Menge erlassen. */
export const feeWaiving = {
  'waiving.title': 'Gebühren vieler Benutzer erlassen',
  'waiving.subtitle':
    'Kleine oder alte Schulden vieler Benutzer werden mit einem Auftrag erlassen. Sie sehen vorher, wessen, und können es zurücknehmen.',
  'waiving.whose': 'Wessen Gebühren',
  'waiving.everybody': 'Ohne Menge: von allen, die solche Gebühren schulden.',
  'waiving.from': 'Entstanden ab',
  'waiving.to': 'Entstanden bis',
  'waiving.maximumTotal': 'Je Benutzer höchstens ({currency})',
  'waiving.maximumTotalHelp': 'Wer an gewählten Gebühren mehr schuldet, behält alle.',
  'waiving.maximumFee': 'Je Gebühr höchstens ({currency})',
  'waiving.maximumFeeHelp':
    'Größere Gebühren bleiben, die anderen werden erlassen. Eine der beiden Angaben ist nötig.',
  'waiving.skipsOverdue': 'Benutzer mit überfälligen Ausleihen auslassen',
  'waiving.why': 'Warum',
  'waiving.commentHelp': 'Steht bei jeder erlassenen Gebühr.',
  'waiving.next':
    'Als Nächstes sehen Sie je Benutzer, was erlassen würde; nichts geschieht, bevor Sie bestätigen.',
  'waiving.name': 'Gebühren erlassen - {date}',
  'bulk.waiveFees': 'Gebühren erlassen',
  'detail.waived': '{amount} erlassen',
  'reason.above_maximum': 'Schuldet mehr als das Maximum',
  'reason.above_maximum_fee': 'Jede Gebühr liegt über dem Maximum',
  'reason.overdue_loans': 'Hat überfällige Ausleihen',
  'reason.other_library': 'Gebühren einer anderen Bibliothek',
  'outcome.change.waive_fees': 'Erlassen',
  'tasks.kind.waive_fees': 'Gebühren erlassen',
  'tasks.kind.waive_fees_recall': 'Erlasse, zurückgenommen',
  'tasks.run.waiveFees': 'Gebühren vieler Benutzer erlassen …',
  'stage.planned.waive_fees':
    '{count, plural, one {Gebühren von # Benutzer würden erlassen} other {Gebühren von # Benutzern würden erlassen}}',
  'stage.completed.waive_fees':
    '{count, plural, one {Gebühren von # Benutzer sind erlassen} other {Gebühren von # Benutzern sind erlassen}}',
  'stage.planned.waive_fees_recall':
    '{count, plural, one {Die erlassenen Gebühren von # Benutzer wären wieder offen} other {Die erlassenen Gebühren von # Benutzern wären wieder offen}}',
  'stage.completed.waive_fees_recall':
    '{count, plural, one {Die erlassenen Gebühren von # Benutzer sind wieder offen} other {Die erlassenen Gebühren von # Benutzern sind wieder offen}}',
  'task.confirm.waive_fees.title':
    'Gebühren von {count, plural, one {# Benutzer} other {# Benutzern}} erlassen?',
  'task.confirm.submit.waive_fees': 'Erlassen',
  'task.confirm.waive_fees_recall.title':
    'Die Erlasse von {count, plural, one {# Benutzer} other {# Benutzern}} zurücknehmen?',
  'task.confirm.submit.waive_fees_recall': 'Zurücknehmen',
} satisfies Record<keyof typeof english, string>
