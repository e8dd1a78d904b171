import type { session as english } from './session.en.ts'

/** Anmeldung und Einrichtung. */
export const session = {
  'signIn.title': 'Anmelden',
  'signIn.tagline': 'Benutzerverwaltung für Bibliotheken',
  'signIn.primaryId': 'Primärkennung',
  'signIn.password': 'Passwort',
  'signIn.showPassword': 'Passwort zeigen',
  'signIn.submit': 'Anmelden',
  'signIn.forgotten': 'Passwort vergessen?',
  'signIn.needsSetup':
    'Carrel ist noch nicht eingerichtet. Öffnen Sie den Einrichtungslink, den das Programm beim Start ausgegeben hat.',
  'setUp.title': 'Carrel einrichten',
  'setUp.text':
    'Benennen Sie Ihre Einrichtung und legen Sie das erste Verwaltungskonto an. Diese Seite gilt nur einmal.',
  'setUp.institution': 'Einrichtung',
  'setUp.administrator': 'Erstes Verwaltungskonto',
  'setUp.institutionName': 'Name der Einrichtung',
  'setUp.timeZone': 'Zeitzone',
  'setUp.timeZoneHelp': 'Bestimmt, was bei Ablauf- und Löschdaten „heute“ ist.',
  'setUp.primaryId': 'Primärkennung',
  'setUp.primaryIdHelp': 'Damit melden Sie sich an.',
  'setUp.firstName': 'Vorname',
  'setUp.lastName': 'Nachname',
  'setUp.password': 'Passwort',
  'setUp.passwordHelp': 'Mindestens 8 Zeichen.',
  'setUp.submit': 'Anlegen und anmelden',
  'setUp.noToken':
    'In der Adresse fehlt der Einrichtungsschlüssel. Verwenden Sie den vollständigen Link, den das Programm ausgegeben hat.',
} satisfies Record<keyof typeof english, string>
