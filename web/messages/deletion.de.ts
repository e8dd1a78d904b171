import type { deletion as english } from './deletion.en.ts'

/** Einen Benutzer löschen. */
export const deletion = {
  'deletion.action': 'Löschen …',
  'deletion.title': '{name} löschen?',
  'deletion.keptTitle': '{name} kann nicht gelöscht werden',
  'deletion.loading': 'Es wird geprüft, was dagegen spricht …',
  'deletion.text':
    'Der Datensatz verschwindet mit allem, was zur Person gehört; auch für Statistiken bleibt nichts. {days, plural, =0 {Er kann nicht wiederhergestellt werden.} one {Er kann # Tag lang wiederhergestellt werden.} other {Er kann # Tage lang wiederhergestellt werden.}}',
  'deletion.contact':
    'Dies ist ein Kontakt. Kontakte sind für Lieferanten gedacht und sollten nicht gelöscht werden.',
  'deletion.confirm': 'Löschen',
  'deletion.kept': '{name} bleibt vorerst, denn:',
  'deletion.reason.own_account': 'Dies ist Ihr eigenes Konto. Jemand anders muss es löschen.',
  'deletion.reason.restricted':
    'Das Konto hat eine Bearbeitungssperre, und Ihre Rolle lässt solche Konten in Ruhe.',
  'deletion.reason.last_administrator':
    'Es bliebe niemand übrig, der diese Institution ohne Enddatum verwaltet.',
  'deletion.reason.protected': 'Das Konto ist geschützt. Geschützte Konten werden nie gelöscht.',
  'deletion.reason.balance_due':
    'Das Konto hat einen Stand von {balance}. Er muss beglichen oder erlassen werden.',
  'deletion.reason.active_loans': 'Es gibt Ausleihen. Sie müssen erst zurückgegeben werden.',
  'deletion.reason.request_on_hold_shelf':
    'Ein Medium liegt im Abholregal. Es muss abgeholt oder die Bestellung storniert werden.',
  'deletion.reason.orders':
    'Bestellposten, Bestellungen oder Rechnungen sind zugewiesen. Die Erwerbung muss sie jemand anderem zuweisen.',
  'deletion.reason.locked_bibs': 'Titelsätze sind gesperrt. Die Katalogisierung muss sie freigeben.',
  'deletion.reason.import_profiles': 'Importprofile sind zugewiesen. Sie brauchen einen anderen Besitzer.',
  'deletion.reason.metadata_editor':
    'Diese Person arbeitet im Metadaten-Editor. Die Arbeit dort muss erst beendet werden.',
  'deletion.reason.purchase_requests':
    'Es gibt aktive Anschaffungsvorschläge. Sie müssen entschieden oder storniert werden.',
  'deletion.reason.locked_by_job':
    'Ein laufender Auftrag wird diesen Datensatz noch ändern. Versuchen Sie es danach wieder.',
  'deletion.reason.research':
    'Forschungsergebnisse oder Fördermittel gehören zu dieser Person. Sie müssen jemand anderem zugeordnet werden.',
  'deletion.view': 'Benutzer ansehen',
  'deletion.waive': 'Gebühren erlassen …',
  'deletion.waiveOff': 'Erlassen würde nicht genügen: Es gibt weitere Gründe.',
  'deletion.waiveTitle': 'Gebühren erlassen und {name} löschen?',
  'deletion.waiveText':
    'Der Kontostand von {balance} wird erlassen, mit einer Buchung für jede Gebühr, und der Benutzer wird gelöscht. Bei einer Wiederherstellung kommen die Gebühren zurück.',
  'deletion.waiveConfirm': 'Erlassen und löschen',
  'deletion.notify': 'Benutzer benachrichtigen',
  'deletion.notified': 'Der Brief an {recipient} ist unterwegs',
  'deletion.notSent':
    'Der Brief an {recipient} ist geschrieben, wird aber so nicht verschickt. Fragen Sie Ihre Administration nach dem Mailserver.',
  'deletion.done': '{name} ist gelöscht und kann bis {date} wiederhergestellt werden.',
  'deletion.restore': 'Gelöschte Benutzer',
} satisfies Record<keyof typeof english, string>
