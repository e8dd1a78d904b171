/** What blocks and the state of an account forbid. */
export const blocks = {
  'blocked.why': 'Why blocked?',
  'blocked.title': 'What is forbidden, and why',
  'blocked.inactive': 'The account is inactive',
  'blocked.expired': 'The account expired on {date}',
  'blocked.until': 'until {date}',
  'blocked.action.LOGIN': 'Signing in',
  'blocked.action.LOAN': 'Borrowing',
  'blocked.action.RENEW': 'Renewing',
  'blocked.action.HOLD': 'Requesting',
  'blocked.action.ILL': 'Interlibrary loan',
  'blockState.active': 'Active',
  'blockState.inactive': 'Inactive',
  'blockState.expired': 'Expired',
  'userName.gone': 'User {id}, no longer there',
} as const
