import type { problems as english } from './problems.en.ts'

/** Was nicht ging und was zu tun ist; und die Regeln einzelner Felder. */
export const problems = {
  'problem.offline':
    'Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  'problem.not_signed_in': 'Sie sind nicht mehr angemeldet. Melden Sie sich noch einmal an.',
  'problem.sign_in_failed':
    'Primärkennung oder Passwort stimmen nicht, oder das Konto darf sich nicht anmelden.',
  'problem.account_locked':
    'Dieses Konto ist nach zu vielen falschen Passwörtern oder Codes gesperrt. Es wird von selbst wieder frei, normalerweise nach 30 Minuten.',
  'problem.forbidden': 'Ihre Rollen erlauben das nicht. Wenden Sie sich an die Benutzerverwaltung.',
  'problem.sso_refused':
    'Dort sind Sie angemeldet, hier aber nicht: Dazu gehört kein Konto, das sich auf diesem Weg anmelden darf. Fragen Sie Ihre Bibliothek.',
  'problem.sso_failed':
    'Die Anmeldung über den Anbieter hat nicht geklappt. Versuchen Sie es noch einmal; wenn es so bleibt, sagen Sie es Ihrer Bibliothek.',
  'problem.invitation_invalid':
    'Diese Einladung gilt nicht mehr: Jede gilt einmal und sieben Tage lang. Bitten Sie Ihre Bibliothek um eine neue.',
  'problem.social_account_taken': 'Mit diesem Konto meldet sich schon jemand an. Wählen Sie ein anderes.',
  'problem.csrf_refused':
    'Diese Seite ist älter als Ihre Sitzung. Laden Sie sie neu und versuchen Sie es noch einmal.',
  'problem.too_many_requests':
    'Zu viele Anfragen in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  'problem.no_members':
    'Keine Institution hat diese als Verbundzentrale eingetragen. Das tun deren Administratoren in ihren Einstellungen.',
  'problem.setup_done': 'Carrel ist schon eingerichtet. Melden Sie sich an.',
  'problem.setup_link_invalid':
    'Dieser Einrichtungslink gilt nicht mehr. Starten Sie das Programm neu: Es gibt einen neuen Link aus.',
  'problem.ticket_invalid':
    'Dieser Link oder Schritt gilt nicht mehr: Er wurde benutzt, oder seine Zeit ist um. Beginnen Sie von vorn.',
  'problem.simulation_not_allowed':
    'Diese Person hat der Betreuung nicht erlaubt, in ihrem Namen zu handeln.',
  'problem.not_found': 'Das gibt es nicht, oder Sie dürfen es nicht sehen. Vielleicht wurde es gelöscht.',
  'problem.invalid_input': 'Der Server versteht diese Angaben nicht. Prüfen Sie die markierten.',
  'problem.invalid_filter': 'Dieser Filter ist nicht lesbar. Entfernen Sie ihn und wählen Sie neu.',
  'problem.invalid_values': 'Einige Werte sind nicht zulässig. Prüfen Sie die markierten.',
  'problem.conflict':
    'Jemand anderes hat das inzwischen geändert. Sehen Sie die neuen Werte an und entscheiden Sie.',
  'problem.identifier_taken': 'Diese Kennung gehört schon jemandem. Jede Kennung ist eindeutig.',
  'problem.look_alikes': 'Es gibt schon jemanden mit demselben Namen und Geburtsdatum.',
  'problem.name_taken': 'Dieser Name ist schon vergeben. Wählen Sie einen anderen.',
  'problem.restricted_account':
    'Sie dürfen Personen mit Bearbeitungssperre nicht bearbeiten, und diese gehört dazu: keine Änderungen, kein Passwort, keine Schreiben.',
  'problem.last_administrator':
    'Es bliebe niemand übrig, der diese Institution ohne Enddatum verwaltet. Geben Sie zuerst jemand anderem die Rolle „User Administrator“.',
  'problem.protected_account':
    'Dieses Konto ist geschützt: Es kann nicht bearbeitet, deaktiviert oder gelöscht werden.',
  'problem.count_mismatch':
    'Die Zahl ist nicht die Zahl der Benutzer, die sich ändern würden. Sehen Sie den Plan noch einmal an.',
  'problem.wrong_task_status':
    'Der Stand des Auftrags erlaubt das nicht mehr. Laden Sie die Seite neu, um ihn zu sehen.',
  'problem.history_deleted':
    'Der Verlauf, der dafür nötig wäre, ist gelöscht, weil die Einrichtung ihn nur eine Zeit lang aufbewahrt. Das lässt sich nicht mehr rückgängig machen.',
  'problem.in_use': 'Das wird gebraucht und kann nicht gelöscht werden.',
  'problem.code_taken': 'Dieser Code wird schon verwendet. Wählen Sie einen anderen.',
  'problem.set_in_use': 'Diese Menge wird gebraucht und kann nicht gelöscht werden.',
  'problem.user_kept':
    'Etwas hält diesen Benutzer noch. Sehen Sie sich die Gründe an; nichts wurde gelöscht.',
  'problem.fee_refused':
    'Die Gebühr lässt das nicht zu oder hat sich inzwischen geändert. Es ist nichts geschehen; sehen Sie noch einmal nach.',
  'problem.unsupported_media': 'Dateien dieser Art werden hier nicht angenommen.',
  'problem.body_too_large': 'Das ist größer, als der Server annimmt.',
  'problem.file_not_spreadsheet': 'Das ist keine XLSX-, CSV- oder TXT-Datei.',
  'problem.file_encrypted':
    'Diese Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort und laden Sie sie noch einmal hoch.',
  'problem.file_old_xls':
    'Das ist eine alte XLS-Mappe. Speichern Sie sie als XLSX und laden Sie sie noch einmal hoch.',
  'problem.file_too_large': 'Diese Datei ist größer als erlaubt.',
  'problem.file_empty': 'Diese Datei ist leer.',
  'problem.file_kind_refused':
    'Webseiten, Skripte und Programme werden nicht aufbewahrt, weil sie beim Öffnen ausgeführt würden.',
  'problem.not_a_picture': 'Das ist kein Bild im Format PNG, JPEG oder WebP.',
  'problem.file_encoding':
    'Die Zeichen dieser Datei sind nicht lesbar. Speichern Sie sie als UTF-8 und laden Sie sie noch einmal hoch.',
  'problem.column_not_found':
    'Keine Spalte dieser Datei enthält Kennungen. Die Überschrift muss zum Beispiel Primary ID, User name oder Barcode heißen.',
  'problem.feed_refused':
    'Die Lieferung wurde abgelehnt, weil sie fehlerhafte Datensätze enthält. Nichts wurde geändert.',
  'problem.vault_destroyed':
    'Die Zeit zum Wiederherstellen ist vorbei: Der Schlüssel zu diesen Daten ist vernichtet.',
  'problem.data_folder_in_use':
    'Der Datenordner wird von einem anderen Prozess benutzt. Wenden Sie sich an die Systemverwaltung.',
  'problem.database_unreachable':
    'Die Datenbank antwortet nicht. Versuchen Sie es gleich noch einmal; nichts wurde geändert.',
  'problem.database_too_old':
    'Die Datenbank ist zu alt für diese Version. Wenden Sie sich an die Systemverwaltung.',
  'problem.schema_too_new':
    'Die Datenbank gehört zu einer neueren Version von Carrel. Wenden Sie sich an die Systemverwaltung.',
  'problem.migration_changed':
    'Die Datenbank wurde mit anderen Migrationen aufgebaut. Wenden Sie sich an die Systemverwaltung.',
  'problem.port_taken': 'Der Port des Servers ist belegt. Wenden Sie sich an die Systemverwaltung.',
  'problem.master_key_missing':
    'Der Hauptschlüssel fehlt, deshalb lässt sich der Tresor nicht öffnen. Wenden Sie sich an die Systemverwaltung.',
  'problem.internal':
    'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es dabei, melden Sie es der Systemverwaltung.',

  'rule.required': 'Diese Angabe wird gebraucht.',
  'rule.too_short': 'Mindestens {limit} Zeichen sind nötig.',
  'rule.too_long': 'Höchstens {limit} Zeichen passen.',
  'rule.unknown_code': 'Das steht nicht in der Liste der erlaubten Werte.',
  'rule.not_a_date': 'Das ist kein Datum. Schreiben Sie es als JJJJ-MM-TT.',
  'rule.date_in_past': 'Dieses Datum darf nicht in der Vergangenheit liegen.',
  'rule.not_editable':
    'Diesen Wert verwaltet das Campus-Management-System; er kann hier nicht geändert werden.',
  'rule.read_only': 'Dieser Wert kann nicht geändert werden.',
  'rule.wrong_form': 'Das hat nicht die erwartete Form.',
  'rule.one_of': 'Erlaubt ist eines von: {limit}.',
  'rule.too_few': 'Mindestens {limit} sind nötig.',
  'rule.too_many': 'Höchstens {limit} sind erlaubt.',
  'rule.repeated': 'Das ist doppelt angegeben.',
  'rule.control_characters': 'Das enthält Zeichen, die nicht druckbar sind. Tippen Sie es neu.',
  'rule.taken': 'Das ist schon vergeben.',
  'rule.unknown_field': 'Dieses Feld gibt es nicht.',
  'rule.wrong_type': 'Das ist ein Wert der falschen Art.',
  'rule.one_preferred': 'Nur einer kann bevorzugt sein.',
  'rule.not_a_number': 'Das ist keine Zahl.',
  'rule.too_small': 'Mindestens {limit} ist nötig.',
  'rule.too_large': 'Höchstens {limit} ist erlaubt.',
  'rule.not_for_record_type': 'Diesen Datensatztyp gibt es damit nicht.',
  'rule.managed_by_sis':
    'Das gehört dem Studierendensystem. Öffnen Sie das Konto zur Bearbeitung, um es zu ändern.',
  'rule.role_not_yours':
    'Ihre eigenen Rollen erlauben es nicht, diese Rolle zu vergeben, zu ändern oder zu entziehen.',
  'rule.scope_not_for_role': 'Diese Rolle gilt immer für die ganze Institution.',
  'rule.parameter_not_for_role': 'Diese Rolle hat keinen solchen Parameter.',
  'rule.not_in_library': 'Dieser Schalter oder diese Abteilung gehört zu einer anderen Bibliothek.',
  'rule.not_your_library':
    'Wählen Sie eine Bibliothek, für die Ihre Rolle gilt, oder lassen Sie das Feld für die Institution leer.',
  'rule.owner_is_fixed':
    'Interne Daten können nicht extern werden, und umgekehrt. Entfernen Sie sie und legen Sie sie neu an.',
  'rule.external_on_internal': 'Nur externe Konten haben externe Daten.',
  'rule.not_with_the_other': 'Das passt nicht zum anderen Code.',
  'rule.one_needed': 'Mindestens ein Eintrag ist nötig.',
  'rule.identifier_repeated': 'Diese Person hat diese Kennung schon.',
  'rule.identifier_taken': 'Eine andere Person hat diese Kennung.',
  'rule.format': 'Das hat nicht die Form, die die Einrichtung verlangt.',
  'rule.four_digits': 'Eine PIN hat vier Ziffern.',
  'rule.not_a_web_address': 'Eine Webadresse beginnt mit http:// oder https://.',
  'rule.proxy_of_oneself': 'Niemand vertritt sich selbst.',
  'rule.unknown_user': 'Diese Person gibt es nicht.',
  'rule.proxy_already': 'Diese Person vertritt sie schon.',
  'rule.not_a_patron': 'Nur Personen mit der Rolle Benutzer haben Vertretungen.',
  'rule.no_preferred_email': 'Die Person hat keine bevorzugte E-Mail-Adresse.',
  'rule.nothing_owed': 'Es ist nichts offen.',
  'rule.no_pin': 'Es gibt keine PIN.',
  'rule.still_queued': 'Er wartet noch darauf, gesendet zu werden.',
  'rule.letter_disabled': 'Dieser Brief ist abgeschaltet.',
  'rule.opted_out': 'Die Person möchte diesen Brief nicht.',
  'rule.unknown_value': 'Dieser Brief kennt kein {limit}.',
  'rule.not_a_pattern':
    'Das ist kein regulärer Ausdruck, den Carrel verwenden kann. Umgebungsbedingungen und Rückverweise sind nicht möglich.',
  'rule.not_a_field': 'Es gibt kein Feld {limit}, oder niemand kann es eingeben.',
  'rule.not_https': 'Die Adresse muss mit https:// beginnen.',
  'rule.no_final_slash': 'Die Adresse muss mit / enden.',
  'rule.identifiers_would_be_equal':
    'Diese Identifikatoren unterscheiden sich nur in der Groß- und Kleinschreibung: {limit}. Ändern Sie sie zuerst.',
  'rule.institutional_needed':
    'Es fehlt eine Kennung vom Typ {limit}: Daran erkennt das Verwaltungssystem die Person.',
  'rule.identifier_of_removed_user': 'Diesen Identifikator hatte jemand, der entfernt wurde.',
  'rule.not_an_amount': 'Das ist kein Betrag. Schreiben Sie ihn wie 12,50.',
  'rule.unknown_item': 'Kein Exemplar und keine Ausleihe hat diesen Barcode.',
  'rule.not_by_hand': 'Gebühren dieser Art werden nicht von Hand angelegt.',
  'rule.owner_must_be_institution': 'Eine Gebühr dieser Art gehört der Einrichtung.',
  'rule.owner_must_be_library': 'Eine Gebühr dieser Art gehört einer Bibliothek. Wählen Sie eine.',
  'rule.desk_needed': 'Dafür müssen Sie an einer Ausleihtheke sein. Wählen Sie, wo Sie sind.',
  'rule.desk_of_other_library': 'Dafür müssen Sie an einer Theke der Bibliothek sein, der die Gebühr gehört.',
  'rule.not_your_desk': 'Ihre Rollen gelten nicht für diese Theke.',
  'rule.no_social_profile': 'Für die Anmeldung ist kein soziales Netzwerk eingerichtet.',
  'rule.not_a_safe_address': 'Die Adresse muss mit https:// beginnen.',
  'rule.not_a_directory': 'Die Adresse muss die Form ldaps://host:port oder ldap://host:port haben.',
  'rule.not_a_certificate': 'Das ist kein Zertifikat.',
  'rule.not_a_search': "Der Filter steht in Klammern und enthält '{name}'.",
  'rule.wrong_code': 'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.',
  'rule.wrong_password': 'Das ist nicht Ihr Passwort.',
  'rule.same_password': 'Dieses Passwort haben Sie schon.',
  'rule.too_common': 'Das ist zu leicht zu erraten.',
  'rule.contains_user_name': 'Das Passwort darf den Namen des Kontos nicht enthalten.',
  'rule.no_password_here': 'Dieses Konto meldet sich über die Einrichtung an und hat hier kein Passwort.',
  'rule.not_sent_again':
    'Darin steht ein Link, der ein Konto öffnet: Er wird nicht noch einmal gesendet. Senden Sie einen neuen.',
  'rule.not_an_ip_range': '{limit} ist weder Adresse noch Netz noch Bereich.',
  'rule.own_address_outside':
    'Sie würden sich aussperren: Ihre Adresse {limit} ist in keiner erlaubten Gruppe.',
  'rule.may_not_sign_in': 'Diese Person darf sich nicht anmelden.',
  'rule.other': 'Dieser Wert ist nicht zulässig.',
} satisfies Record<keyof typeof english, string>
