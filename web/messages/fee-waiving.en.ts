/** Waiving fees in bulk. */
export const feeWaiving = {
  'waiving.title': 'Waive fees in bulk',
  'waiving.subtitle':
    'Small or old debts of many users are given up in one job. You see whose before anything happens, and can take it back.',
  'waiving.whose': 'Whose fees',
  'waiving.everybody': 'Without a set: of everybody who owes such fees.',
  'waiving.from': 'Created from',
  'waiving.to': 'Created until',
  'waiving.maximumTotal': 'Per user at most ({currency})',
  'waiving.maximumTotalHelp': 'Who owes more in fees of this choice keeps them all.',
  'waiving.maximumFee': 'Per fee at most ({currency})',
  'waiving.maximumFeeHelp': 'Larger fees stay; the others are waived. One of the two is needed.',
  'waiving.skipsOverdue': 'Leave out users with overdue loans',
  'waiving.why': 'Why',
  'waiving.commentHelp': 'Stands at every fee that is waived.',
  'waiving.next': 'Next you see per user what would be waived; nothing changes before you confirm.',
  'waiving.name': 'Waive fees - {date}',
  'bulk.waiveFees': 'Waive fees',
  'detail.waived': '{amount} waived',
  'reason.above_maximum': 'Owes more than the maximum',
  'reason.above_maximum_fee': 'Every fee is above the maximum',
  'reason.overdue_loans': 'Has overdue loans',
  'reason.other_library': 'Fees of another library',
  'outcome.change.waive_fees': 'Waive',
  'tasks.kind.waive_fees': 'Waive fees',
  'tasks.kind.waive_fees_recall': 'Waivers, taken back',
  'tasks.run.waiveFees': 'Waive fees in bulk…',
  'stage.planned.waive_fees':
    '{count, plural, one {Fees of # user would be waived} other {Fees of # users would be waived}}',
  'stage.completed.waive_fees':
    '{count, plural, one {Fees of # user were waived} other {Fees of # users were waived}}',
  'stage.planned.waive_fees_recall':
    '{count, plural, one {The waived fees of # user would be owed again} other {The waived fees of # users would be owed again}}',
  'stage.completed.waive_fees_recall':
    '{count, plural, one {The waived fees of # user are owed again} other {The waived fees of # users are owed again}}',
  'task.confirm.waive_fees.title': 'Waive fees of {count, plural, one {# user} other {# users}}?',
  'task.confirm.submit.waive_fees': 'Waive them',
  'task.confirm.waive_fees_recall.title':
    'Take back the waivers of {count, plural, one {# user} other {# users}}?',
  'task.confirm.submit.waive_fees_recall': 'Take them back',
}
