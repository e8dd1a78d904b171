import type { bursar as english } from './bursar.en.ts'

/** Gebühren an die Kasse übergeben. */
export const bursar = {
  'bursar.title': 'Gebühren an die Kasse übergeben',
  'bursar.subtitle':
    'Gebühren, die die Kasse einzieht, sind hier nicht mehr offen. Sie sehen vorher, wessen Gebühren gehen, und können eine Übergabe zurücknehmen.',
  'bursar.which': 'Welche Gebühren',
  'bursar.types': 'Gebührenarten',
  'bursar.typesHelp': 'Keine gewählt: jede Art.',
  'bursar.owner': 'Eigentümer',
  'bursar.ownerHelp': 'Keiner gewählt: Gebühren jedes Eigentümers.',
  'bursar.days': 'Mindestens so viele Tage alt',
  'bursar.minimum': 'Nur Benutzer, die mindestens schulden',
  'bursar.minimumHelp': 'Von den gewählten Gebühren, Gutschriften abgezogen.',
  'bursar.next': 'Als Nächstes sehen Sie je Benutzer, was ginge; nichts geschieht, bevor Sie bestätigen.',
  'bursar.name': 'Übergabe an die Kasse - {date}',
  'bursar.all': 'Alle',
  'bursar.file': 'Datei für die Kasse',
  'reason.below_minimum': 'Schuldet weniger als das Minimum',
  'tasks.kind.bursar': 'Kasse',
  'tasks.kind.bursar_recall': 'Kasse, zurückgenommen',
  'tasks.run.bursar': 'Gebühren an die Kasse übergeben …',
  'stage.planned.bursar':
    '{count, plural, one {Die Gebühren von # Benutzer gingen an die Kasse} other {Die Gebühren von # Benutzern gingen an die Kasse}}',
  'stage.completed.bursar':
    '{count, plural, one {Die Gebühren von # Benutzer sind an der Kasse} other {Die Gebühren von # Benutzern sind an der Kasse}}',
  'stage.planned.bursar_recall':
    '{count, plural, one {Die Gebühren von # Benutzer kämen zurück} other {Die Gebühren von # Benutzern kämen zurück}}',
  'stage.completed.bursar_recall':
    '{count, plural, one {Die Gebühren von # Benutzer sind zurück} other {Die Gebühren von # Benutzern sind zurück}}',
  'task.confirm.bursar.title':
    'Die Gebühren von {count, plural, one {# Benutzer} other {# Benutzern}} übergeben?',
  'task.confirm.submit.bursar': 'Übergeben',
  'task.confirm.bursar_recall.title':
    'Die Gebühren von {count, plural, one {# Benutzer} other {# Benutzern}} zurücknehmen?',
  'task.confirm.submit.bursar_recall': 'Zurücknehmen',
} satisfies Record<keyof typeof english, string>
