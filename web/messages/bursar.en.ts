/** Handing fees to the bursar. */
export const bursar = {
  'bursar.title': 'Export fees to the bursar',
  'bursar.subtitle':
    'Fees that the bursar collects are no longer owed here. You see whose before anything happens, and can take an export back.',
  'bursar.which': 'Which fees',
  'bursar.types': 'Fee types',
  'bursar.typesHelp': 'None chosen: every type.',
  'bursar.owner': 'Owner',
  'bursar.ownerHelp': 'None chosen: fees of every owner.',
  'bursar.days': 'At least so many days old',
  'bursar.minimum': 'Only users who owe at least',
  'bursar.minimumHelp': 'Of the chosen fees, credits taken off.',
  'bursar.next': 'Next you see per user what would go; nothing changes before you confirm.',
  'bursar.name': 'Bursar export - {date}',
  'bursar.all': 'All',
  'bursar.file': 'File for the bursar',
  'reason.below_minimum': 'Owes less than the minimum',
  'tasks.kind.bursar': 'Bursar',
  'tasks.kind.bursar_recall': 'Bursar, taken back',
  'tasks.run.bursar': 'Export fees to the bursar…',
  'stage.planned.bursar':
    '{count, plural, one {The fees of # user would go to the bursar} other {The fees of # users would go to the bursar}}',
  'stage.completed.bursar':
    '{count, plural, one {The fees of # user went to the bursar} other {The fees of # users went to the bursar}}',
  'stage.planned.bursar_recall':
    '{count, plural, one {The fees of # user would come back} other {The fees of # users would come back}}',
  'stage.completed.bursar_recall':
    '{count, plural, one {The fees of # user came back} other {The fees of # users came back}}',
  'task.confirm.bursar.title': 'Hand over the fees of {count, plural, one {# user} other {# users}}?',
  'task.confirm.submit.bursar': 'Hand them over',
  'task.confirm.bursar_recall.title': 'Take back the fees of {count, plural, one {# user} other {# users}}?',
  'task.confirm.submit.bursar_recall': 'Take them back',
}
