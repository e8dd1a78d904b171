import type { letters as english } from './letters.en.ts'

export const letters = {
  'letters.title': 'Briefe',
  'letters.empty.title': 'Noch keine Briefe',
  'letters.empty.text': 'Alles, was dieser Person per E-Mail geschickt wird, steht dann hier.',
  'letters.column.at': 'Datum',
  'letters.column.subject': 'Betreff',
  'letters.column.letter': 'Brief',
  'letters.column.recipient': 'Gesendet an',
  'letters.column.status': 'Status',
  'letters.column.by': 'Von',
  'letters.status.QUEUED': 'Wartet',
  'letters.status.SENT': 'Gesendet',
  'letters.status.FAILED': 'Nicht zugestellt',
  'letters.error.NOT_ALLOWED': 'Die Adresse steht nicht auf der Liste dieser Testumgebung.',
  'letters.error.RECIPIENT_REFUSED': 'Der Mailserver hat die Adresse abgelehnt.',
  'letters.error.CC_REFUSED': 'Der Mailserver hat eine CC-Adresse abgelehnt.',
  'letters.errorCode': 'Der Mailserver konnte ihn nicht annehmen ({code}).',
  'letters.letter.general_mail': 'Allgemeine Nachricht',
  'letters.letter.user_deletion': 'Löschung des Kontos',
  'letters.letter.pin_number': 'PIN',
  'letters.resend': 'Erneut senden …',
  'letters.stillQueued': 'Er wartet noch darauf, gesendet zu werden.',
  'letters.to': 'An',
  'letters.cc': 'CC',
  'letters.noEmail':
    'Diese Person hat keine bevorzugte E-Mail-Adresse. Tragen Sie bei den Kontaktdaten eine ein, oder markieren Sie eine als bevorzugt.',
  'letters.hindrance.no_mail_server':
    'Hier ist kein Mailserver eingerichtet. Der Brief wartet, bis Ihre Administration das nachholt.',
  'letters.hindrance.sandbox':
    'Dies ist eine Testumgebung, und die Adresse steht nicht auf ihrer Liste: Es wird nichts gesendet.',
  'letters.done': 'Die Nachricht an {recipient} ist unterwegs',
  'letters.doneWaiting':
    'Die Nachricht an {recipient} ist aufbewahrt, wird aber so, wie es jetzt ist, nicht gesendet',

  'resend.title': '„{subject}“ noch einmal senden?',
  'resend.text': 'Eine Kopie geht an die jetzigen Adressen.',
  'resend.confirm': 'Kopie senden',

  'sendLetter.title': 'Nachricht an {name} senden',
  'sendLetter.which': 'Brief',
  'sendLetter.help.general_mail': 'Betreff und Text schreiben Sie.',
  'sendLetter.help.user_deletion': 'Sagt, dass {balance} offen ist, bevor das Konto geschlossen werden kann.',
  'sendLetter.help.pin_number': 'Nennt die PIN, die die Person jetzt hat.',
  'sendLetter.nothingOwed': 'Diese Person schuldet nichts.',
  'sendLetter.noPin': 'Diese Person hat keine PIN.',
  'sendLetter.language': 'Er ist in der bevorzugten Sprache der Person geschrieben.',
  'sendLetter.subject': 'Betreff',
  'sendLetter.text': 'Text',
  'sendLetter.submit': 'Senden',
} satisfies Record<keyof typeof english, string>
