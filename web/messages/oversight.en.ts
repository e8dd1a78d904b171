/** Who read a record, who changed a setting, whether letters leave. */
export const oversight = {
  'readLog.open': 'Who opened this record',
  'readLog.about': 'One line for each member of staff and hour.',
  'readLog.off':
    'The log is switched off: nobody is added. An administrator switches it on in the configuration.',
  'readLog.empty': 'Nobody yet',
  'readLog.column.at': 'When',
  'readLog.column.name': 'Who',
  'settingChanges.title': 'History of settings',
  'settingChanges.back': 'Back to the settings',
  'settingChanges.empty': 'No setting has been changed yet',
  'settingChanges.default': 'Default',
  'settingChanges.column.at': 'When',
  'settingChanges.column.by': 'Who',
  'settingChanges.column.key': 'Setting',
  'settingChanges.column.old': 'From',
  'settingChanges.column.new': 'To',
  'mail.title': 'Sending letters',
  'mail.server': 'Mail server',
  'mail.noServer': 'None: letters wait',
  'mail.sender': 'Sender',
  'mail.waiting': 'Waiting',
  'mail.failed': 'Failed',
  'mail.lastSent': 'Last one sent',
  'mail.test': 'Send me a test message',
  'mail.result.sent': 'The mail server has taken a message to {recipient}.',
  'mail.result.failed':
    'The message to {recipient} was not taken ({error}). Check SMTP_URL and MAIL_FROM, or ask whoever runs the mail server.',
  'mail.hindrance.no_mail_server':
    'There is no mail server. Set SMTP_URL and MAIL_FROM, and start the program again.',
  'mail.hindrance.sandbox': 'Your address is not among those that may get letters; see the setting below.',
  'mail.hindrance.no_preferred_email': 'You have no preferred e-mail address in your own record.',
} as const
