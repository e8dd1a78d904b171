/** Distributing users in a network zone. */
export const network = {
  'network.distribute': 'Distribute to the network',
  'network.confirm': 'Plan the distribution',
  'network.members': 'Members: {names}',
  'network.question': 'Where to',
  'network.everywhere': 'To every member',
  'network.existing': 'Only where there is a copy already',
  'network.text':
    'Each member loads the data as external data by a job of its own, which it can undo. Roles, proxies and statistics are not sent; what a member added itself stays.',
  'network.next': 'Next you see who would go; nothing is sent before you confirm.',
  'reason.contact_stays': 'A contact: contacts stay at home',
  'tasks.kind.distribution': 'Distribution',
  'stage.planned.distribution':
    '{count, plural, one {# user would go to the members} other {# users would go to the members}}',
  'stage.completed.distribution':
    '{count, plural, one {# user went to the members} other {# users went to the members}}',
  'task.confirm.distribution.title':
    'Distribute {count, plural, one {# user} other {# users}} to every member?',
  'task.confirm.submit.distribution': 'Distribute',
  'outcomes.tile.change.distribution': 'Distribute',
}
