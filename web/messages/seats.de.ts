import type { seats as english } from './seats.en.ts'

/** Benannte Benutzer: lizenzierte Plätze. */
export const seats = {
  'seats.title': 'Benannte Benutzer',
  'seats.subtitle':
    'Aktive Konten mit einer Rolle, mit der man sich für die Arbeit anmelden kann. Jedes belegt einen lizenzierten Platz.',
  'seats.count': '{count, plural, one {# benannter Benutzer} other {# benannte Benutzer}}',
  'seats.countHelp':
    'Auch abgeschaltete Rollen zählen. Wer das Konto deaktiviert oder die Rollen entfernt, gibt den Platz frei.',
  'seats.trend': 'Monat für Monat',
  'seats.month': '{month}: {count}',
  'seats.table': 'Benannte Benutzer',
  'seats.column.lastLogin': 'Letzte Anmeldung',
  'seats.column.roles': 'Zählt wegen',
  'seats.never': 'Nie',
  'seats.protected': 'Geschützt: niemand darf dieses Konto ändern',
  'seats.disabledRole': '{role} – abgeschaltet',
  'seats.choose':
    'Wählen Sie benannte Benutzer, um sie zu deaktivieren, ihre Rollen zu entfernen oder ein Löschdatum zu setzen.',
  'seats.search': 'Name oder Kennung',
  'seats.role': 'Rolle',
  'seats.days': 'Untätig seit Tagen',
  'seats.concerns': 'Einen Blick wert',
  'seats.concern.never': 'Nie angemeldet ({count})',
  'seats.concern.idle': 'Seit {days} Tagen untätig ({count})',
  'seats.concern.expired': 'Abgelaufen ({count})',
  'seats.concern.test': 'Testkonten ({count})',
  'seats.concern.disabled': 'Nur abgeschaltete Rollen ({count})',
  'seats.removeRoles': 'Mitarbeiterrollen entfernen',
  'seats.setPurgeDate': 'Löschdatum setzen',
  'seats.empty.title': 'Keine benannten Benutzer',
  'seats.empty.text': 'Niemand passt. Nehmen Sie einen Filter weg, um mehr zu sehen.',
  'nav.seats': 'Plätze',
} satisfies Record<keyof typeof english, string>
