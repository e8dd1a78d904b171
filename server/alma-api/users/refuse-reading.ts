import { refusals } from '../refusal.ts'

/** What reading users refuses (facts: alma-api §§2.1, 2.7, which leave most of the words open). */
export const refuseReading = refusals({
  '401651': 'Source institution {code} is not valid, or does not share its users with this one.',
  '401866': 'User authentication failed.',
  '4019990': 'A user that was copied from user {id} of institution {code} was not found.',
  '4019998': 'User with linking id {id} was not found.',
  '60101': 'The caller is not known as a user: an API key stands for no person.',
  '60226': 'User with identifier {id} is no copy of a user of another institution.',
  '60229': 'The user of institution {code} of whom {id} is a copy was not found.',
  '60230': 'User with identifier {id} could not be refreshed: {reason}',
  '60321': 'Attachment {id} not found.',
  '60322': 'The content of attachment {id} could not be read.',
})
