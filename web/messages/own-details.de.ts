import type { ownDetails as english } from './own-details.en.ts'

/** Was Benutzer von ihrem eigenen Datensatz sehen. */
export const ownDetails = {
  'own.title': 'Meine Angaben',
  'own.subtitle': 'Was die Bibliothek von Ihnen weiß, und wohin ihre Briefe gehen.',
  'own.account': 'Konto',
  'own.name': 'Name',
  'own.requests': 'Offene Bestellungen',
  'own.blocks': 'Etwas hält Sie davon ab, die Bibliothek zu nutzen',
  'own.until': 'bis {date}',
  'own.notes': 'Hinweise für Sie',
  'own.change': 'Ändern',
  'own.add': 'Hinzufügen',
  'own.change.email': 'E-Mail-Adresse ändern',
  'own.change.phone': 'Telefonnummer ändern',
  'own.change.address': 'Adresse ändern',
  'own.external':
    'Diese Angabe kommt aus Ihrem Campus-Management-System und bleibt dort. Die Bibliothek nimmt von nun an, was Sie hier eingeben.',
  'own.preferred': 'Bevorzugt',
  'own.saved': 'Gespeichert',
} satisfies Record<keyof typeof english, string>
