/** What people see of their own record. */
export const ownDetails = {
  'own.title': 'My details',
  'own.subtitle': 'What the library knows of you, and where its letters go.',
  'own.account': 'Account',
  'own.name': 'Name',
  'own.requests': 'Open requests',
  'own.blocks': 'Something keeps you from using the library',
  'own.until': 'until {date}',
  'own.notes': 'Notes for you',
  'own.change': 'Change',
  'own.add': 'Add',
  'own.change.email': 'Change e-mail address',
  'own.change.phone': 'Change phone number',
  'own.change.address': 'Change address',
  'own.external':
    'This comes from your student system and stays there. What you enter here is used by the library from now on.',
  'own.preferred': 'Preferred',
  'own.saved': 'Saved',
} as const
