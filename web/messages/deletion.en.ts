/** Deleting one user. */
export const deletion = {
  'deletion.action': 'Delete…',
  'deletion.title': 'Delete {name}?',
  'deletion.keptTitle': '{name} cannot be deleted',
  'deletion.loading': 'Looking for what speaks against it…',
  'deletion.text':
    'The record goes, with everything that belongs to the person; nothing stays for statistics. {days, plural, =0 {It cannot be restored.} one {It can be restored for # day.} other {It can be restored for # days.}}',
  'deletion.contact': 'This is a contact. Contacts are meant for vendors and should not be deleted.',
  'deletion.confirm': 'Delete',
  'deletion.kept': '{name} stays for now, because:',
  'deletion.reason.own_account': 'This is your own account. Somebody else has to delete it.',
  'deletion.reason.restricted': 'The account is restricted, and your role leaves restricted accounts alone.',
  'deletion.reason.last_administrator':
    'Nobody else would be left who administers this institution without an end date.',
  'deletion.reason.protected': 'The account is protected. Protected accounts are never deleted.',
  'deletion.reason.balance_due': 'The account has a balance of {balance}. It must be settled or waived.',
  'deletion.reason.active_loans': 'There are loans. They must be returned first.',
  'deletion.reason.request_on_hold_shelf':
    'An item waits on the hold shelf. It must be collected, or the request cancelled.',
  'deletion.reason.orders':
    'PO lines, POs or invoices are assigned. Acquisitions must assign them to somebody else.',
  'deletion.reason.locked_bibs': 'Bibliographic records are locked. Cataloguing must release them.',
  'deletion.reason.import_profiles': 'Import profiles are assigned. They need another owner.',
  'deletion.reason.metadata_editor':
    'The user is working in the metadata editor. That work must be ended first.',
  'deletion.reason.purchase_requests':
    'There are active purchase requests. They must be decided or cancelled.',
  'deletion.reason.locked_by_job':
    'A running job is going to change this record. Try again when it has ended.',
  'deletion.reason.research':
    'Research assets or grants belong to the user. They must be given to somebody else.',
  'deletion.view': 'View user',
  'deletion.waive': 'Waive fees…',
  'deletion.waiveOff': 'Waiving would not be enough: there are other reasons.',
  'deletion.waiveTitle': 'Waive the fees and delete {name}?',
  'deletion.waiveText':
    'The balance of {balance} is waived, with a transaction for each fee, and the user is deleted. A restore brings the fees back.',
  'deletion.waiveConfirm': 'Waive and delete',
  'deletion.notify': 'Notify user',
  'deletion.notified': 'The letter to {recipient} is on its way',
  'deletion.notSent':
    'The letter to {recipient} is written, but will not be sent as things stand. Ask your administrator about the mail server.',
  'deletion.done': '{name} is deleted and can be restored until {date}.',
  'deletion.restore': 'Deleted users',
} as const
