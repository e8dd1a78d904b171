import type { network as english } from './network.en.ts'

/** Benutzer im Verbund verteilen. */
export const network = {
  'network.distribute': 'Im Verbund verteilen',
  'network.confirm': 'Verteilung planen',
  'network.members': 'Mitglieder: {names}',
  'network.question': 'Wohin',
  'network.everywhere': 'An jedes Mitglied',
  'network.existing': 'Nur dorthin, wo es schon eine Kopie gibt',
  'network.text':
    'Jedes Mitglied lädt die Daten als externe Daten in einem eigenen Auftrag, den es rückgängig machen kann. Rollen, Stellvertretungen und Statistiken werden nicht gesendet; was ein Mitglied selbst ergänzt hat, bleibt.',
  'network.next': 'Als Nächstes sehen Sie, wer ginge; nichts wird gesendet, bevor Sie bestätigen.',
  'reason.contact_stays': 'Eine Kontaktperson: sie bleibt hier',
  'tasks.kind.distribution': 'Verteilung',
  'stage.planned.distribution':
    '{count, plural, one {# Benutzer ginge an die Mitglieder} other {# Benutzer gingen an die Mitglieder}}',
  'stage.completed.distribution':
    '{count, plural, one {# Benutzer ging an die Mitglieder} other {# Benutzer gingen an die Mitglieder}}',
  'task.confirm.distribution.title':
    '{count, plural, one {# Benutzer} other {# Benutzer}} an jedes Mitglied verteilen?',
  'task.confirm.submit.distribution': 'Verteilen',
  'outcomes.tile.change.distribution': 'Verteilen',
} satisfies Record<keyof typeof english, string>
