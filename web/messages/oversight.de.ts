import type { oversight as english } from './oversight.en.ts'

/** Wer einen Datensatz las, wer eine Einstellung änderte, ob Briefe hinausgehen. */
export const oversight = {
  'readLog.open': 'Wer diesen Datensatz geöffnet hat',
  'readLog.about': 'Eine Zeile je Mitarbeiter und Stunde.',
  'readLog.off':
    'Das Protokoll ist ausgeschaltet: niemand kommt hinzu. Verwalter schalten es in der Konfiguration ein.',
  'readLog.empty': 'Noch niemand',
  'readLog.column.at': 'Wann',
  'readLog.column.name': 'Wer',
  'settingChanges.title': 'Verlauf der Einstellungen',
  'settingChanges.back': 'Zurück zu den Einstellungen',
  'settingChanges.empty': 'Noch keine Einstellung wurde geändert',
  'settingChanges.default': 'Vorgabe',
  'settingChanges.column.at': 'Wann',
  'settingChanges.column.by': 'Wer',
  'settingChanges.column.key': 'Einstellung',
  'settingChanges.column.old': 'Von',
  'settingChanges.column.new': 'Auf',
  'mail.title': 'Versand von Briefen',
  'mail.server': 'Mailserver',
  'mail.noServer': 'Keiner: Briefe warten',
  'mail.sender': 'Absender',
  'mail.waiting': 'Warten',
  'mail.failed': 'Gescheitert',
  'mail.lastSent': 'Zuletzt versandt',
  'mail.test': 'Testnachricht an mich',
  'mail.result.sent': 'Der Mailserver hat eine Nachricht an {recipient} angenommen.',
  'mail.result.failed':
    'Die Nachricht an {recipient} wurde nicht angenommen ({error}). Prüfen Sie SMTP_URL und MAIL_FROM, oder fragen Sie, wer den Mailserver betreibt.',
  'mail.hindrance.no_mail_server':
    'Es gibt keinen Mailserver. Setzen Sie SMTP_URL und MAIL_FROM, und starten Sie das Programm neu.',
  'mail.hindrance.sandbox':
    'Ihre Adresse ist nicht unter denen, die Briefe bekommen dürfen; siehe die Einstellung unten.',
  'mail.hindrance.no_preferred_email': 'In Ihrem eigenen Datensatz steht keine bevorzugte E-Mail-Adresse.',
} satisfies Record<keyof typeof english, string>
