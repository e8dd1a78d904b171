import { refusals } from '../refusal.ts'

/** What Alma says of the organisation; where only the code is known the words are ours (facts: alma-api §3.6). */
export const refuseOrganisation = refusals({
  '60297': 'Locations cannot be added: libraries have none here.',
  '60298': 'The location {code} does not exist: libraries have none here.',
  '60304': 'Invalid integration profile ID: {id}',
  '402119': 'General error: {reason}',
  '401664': 'Library with code {code} was not found.',
  '40166410': 'Invalid parameter {name}: {value}',
})
