import type { courses as english } from './courses.en.ts'

/** Kurseinschreibungen aus einer Datei, und Dateien, aus denen Jobs entstehen. */
export const courses = {
  'upload.submit': 'Hochladen und planen',
  'upload.sending': 'Wird hochgeladen: {share, number, percent}',
  'upload.reading': 'Die Datei ist da; der Plan wird begonnen.',

  'courses.title': 'Kurse laden',
  'courses.subtitle':
    'Eine Datei sagt, wer in welchem Kurs eingeschrieben ist. Das Laden wird erst geplant und kann rückgängig gemacht werden.',
  'courses.upload.title': 'Datei mit Einschreibungen',
  'courses.upload.file': 'Datei',
  'courses.upload.fileHint':
    'Excel (XLSX), CSV oder Text. Die erste Zeile nennt die Spalten; ihre Reihenfolge ist gleich.',
  'courses.upload.missing': 'Wählen Sie eine Datei.',
  'courses.columns': 'Spalten',
  'courses.column.identifier':
    'Um wessen Einschreibung es geht: primäre Kennung, Barcode oder eine andere; erforderlich',
  'courses.column.code': 'Erforderlich',
  'courses.column.name': 'Wie der Kurs heißt',
  'courses.column.section': 'Gruppe oder Abteilung des Kurses',
  'courses.column.term': 'Semester',
  'courses.column.start': 'Erster Tag, etwa 2026-09-01',
  'courses.column.end': 'Letzter Tag',
  'courses.replaces':
    'Bei jedem Benutzer der Datei ersetzt sie die Kurse früherer Dateien. Wer nicht darin steht, behält seine. Ein Benutzer mit einer falschen Zeile behält alles.',

  'tasks.kind.courses': 'Kurse',
  'tasks.run.courses': 'Kurse laden …',
  'stage.planned.courses':
    '{count, plural, one {Die Kurse von # Benutzer würden sich ändern} other {Die Kurse von # Benutzern würden sich ändern}}',
  'stage.completed.courses':
    '{count, plural, one {Die Kurse von # Benutzer geändert} other {Die Kurse von # Benutzern geändert}}',
  'task.confirm.courses.title': 'Die Kurse von {count, plural, one {# Benutzer} other {# Benutzern}} ändern?',
  'task.confirm.submit.courses': 'Laden',

  'reason.unknown_user': 'Niemand hat diese Kennung',
  'reason.course_contradicted': 'Derselbe Kurs zweimal, mit verschiedenen Werten',
  'reason.ends_before_start': 'Endet, bevor es beginnt',
  'reason.not_an_identifier': 'Keine Kennung',
  'reason.number_too_long': 'Zahl zu lang: die Tabellenkalkulation kann sie gerundet haben',
  'element.from_file': 'Aus einer Datei',
} satisfies Record<keyof typeof english, string>
