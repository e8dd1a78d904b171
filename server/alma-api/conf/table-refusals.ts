import { refusals } from '../refusal.ts'

/** What Alma says of tables; where only the code is known the words are ours (facts: alma-api §3.5). */
export const refuseTable = refusals({
  '90100': 'The table is not valid: {reason}',
  '90101': 'Table does not exist: {name}',
  '90121': 'The scope {scope} is not valid.',
  '90122': 'The table has more than one default code.',
  '90123': 'The table {name} cannot be customized.',
  '90125': 'The mapping table is not valid: {reason}',
  '90126': 'The mapping table names what there is not: {value}',
  '40166410': 'Invalid parameter {name}: {value}',
})
