import { refusals } from '../refusal.ts'

/** What creating, changing and deleting users refuses (facts: alma-api §2.1). */
export const refuseWriting = refusals({
  '401651': 'Source institution {code} is not valid, or does not share its users with this one.',
  '401658': 'Failed to create user. {reason}',
  '401850': 'Failed to delete user with identifier {id} of type {type}. {reason}',
  '401851': 'User with identifier {id} of type {type} already exists.',
  '401852': 'Given user group is not legal.',
  '401853': 'External Id must be empty for internal user.',
  '401854': 'External Id must be given for external user.',
  '401855': 'Account type {type} is currently not supported.',
  '401857': 'Account type must be INTERNAL/EXTERNAL.',
  '401858': 'External id in DB does not fit given value.',
  '401859': 'Action currently not supported.',
  '401860': 'Failed to update user. {reason}',
  '401863': 'Given {name} type ({value}) is not supported for given user record type ({recordType}).',
  '401864': 'Given {name} type ({value}) is invalid.',
  '500038':
    'The password must have at least 8 characters, must not contain the user name and must not be a common password.',
  '60226': 'User {id} was not found in institution {code}.',
})
