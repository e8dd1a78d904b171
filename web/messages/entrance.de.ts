import type { entrance as english } from './entrance.en.ts'

export const entrance = {
  'signInStep.change_password': 'Neues Passwort wählen',
  'signInStep.change_passwordText': 'Ihr Passwort muss geändert werden, bevor es weitergeht.',
  'signInStep.second_factor': 'Zweiter Faktor',
  'signInStep.second_factorText': 'Ihr Passwort stimmt. Zeigen Sie nun mit Ihrer App, dass Sie es sind.',
  'signInStep.set_up_second_factor': 'Zweiten Faktor einrichten',
  'signInStep.set_up_second_factorText':
    'Ihre Bibliothek verlangt einen zweiten Faktor. Scannen Sie dieses Bild mit einer App für Einmalcodes und geben Sie dann den angezeigten Code ein.',
  'signInStep.address_refused': 'Nicht von dieser Adresse',
  'signInStep.address_refusedText':
    'Ihr Passwort stimmt, aber von der Adresse, an der Sie sind, meldet man sich nicht an. Melden Sie sich in der Bibliothek an oder schreiben Sie der zuständigen Person.',
  'signInStep.again': 'Von vorn beginnen',
  'appeal.text': 'Ihre Nachricht',
  'appeal.send': 'Senden',
  'appeal.sent': 'Ihre Nachricht wurde gesendet. Die Bibliothek meldet sich bei Ihnen.',
  'newPassword.password': 'Neues Passwort',
  'newPassword.again': 'Passwort wiederholen',
  'newPassword.help': 'Mindestens 8 Zeichen, nicht Ihr Name und nichts, was viele wählen.',
  'newPassword.different': 'Die beiden Passwörter sind verschieden.',
  'newPassword.submit': 'Passwort setzen und weiter',
  'forgotten.title': 'Passwort vergessen',
  'forgotten.text':
    'Geben Sie eine Ihrer Kennungen oder Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link.',
  'forgotten.name': 'Kennung oder E-Mail-Adresse',
  'forgotten.submit': 'Link senden',
  'forgotten.sent':
    'Falls es ein Konto mit diesem Namen und einer E-Mail-Adresse gibt, ist ein Link dorthin unterwegs.',
  'forgotten.wait': 'Das dauert ein bis zwei Minuten. Der Link gilt einmal, eine Stunde lang.',
  'forgotten.back': 'Zurück zur Anmeldung',
  'reset.title': 'Neues Passwort wählen',
  'reset.text': 'Damit sind Sie angemeldet; überall sonst werden Sie abgemeldet.',
  'reset.noToken': 'In der Adresse fehlt das Token. Verwenden Sie den vollständigen Link aus der E-Mail.',
  'reset.askAgain': 'Einen neuen Link anfordern',
  'factor.title': 'Zweiter Faktor',
  'factor.text':
    'Eine App auf Ihrem Telefon zeigt alle halbe Minute einen neuen Code. Damit kommt niemand hinein, der nur Ihr Passwort hat.',
  'factor.on': 'Ein',
  'factor.off': 'Aus',
  'factor.setUp': 'Einrichten',
  'factor.replace': 'Andere App einrichten',
  'factor.renew': 'Neue Wiederherstellungscodes',
  'factor.remove': 'Ausschalten',
  'factor.required':
    'Ihre Bibliothek verlangt einen zweiten Faktor: Sie können eine andere App einrichten, ihn aber nicht ausschalten.',
  'factor.codesLeft':
    '{count, plural, =0 {Es ist kein Wiederherstellungscode mehr übrig: Erzeugen Sie neue.} one {Ein Wiederherstellungscode ist übrig.} other {# Wiederherstellungscodes sind übrig.}}',
  'factor.next': 'Weiter',
  'factor.scan':
    'Scannen Sie dieses Bild mit einer App für Einmalcodes und geben Sie dann den angezeigten Code ein.',
  'factor.picture': 'Bild für die App',
  'factor.byHand': 'Oder geben Sie dies in die App ein:',
  'factor.code': 'Code',
  'factor.codeOrRecovery': 'Die sechs Ziffern Ihrer App oder einer Ihrer Wiederherstellungscodes.',
  'factor.confirm': 'Bestätigen',
  'factor.recoveryCodes': 'Wiederherstellungscodes',
  'factor.recoveryText':
    'Bewahren Sie diese Codes dort auf, wo sie sonst niemand findet. Jeder öffnet einmal die Tür, falls Sie Ihr Telefon verlieren. Sie werden nur jetzt angezeigt.',
  'factor.copy': 'Kopieren',
  'factor.kept': 'Ich habe sie aufbewahrt',
  'access.password': 'Passwort setzen…',
  'access.reset': 'Link für ein neues Passwort senden…',
  'access.resetTitle': 'Link für ein neues Passwort',
  'access.factorTitle': 'Zweiten Faktor entfernen',
  'access.resetConfirm': 'Link senden',
  'access.resetText':
    '{name} erhält eine E-Mail mit einem Link, der einmal und einen Tag lang gilt. Bis dahin bleibt das jetzige Passwort.',
  'access.factor': 'Zweiten Faktor entfernen…',
  'access.factorConfirm': 'Entfernen',
  'access.factorText':
    'Vergewissern Sie sich, dass wirklich {name} das Telefon verloren hat. Bei der nächsten Anmeldung genügt das Passwort; wenn der Datensatz einen zweiten Faktor verlangt, wird er dann neu eingerichtet.',
  'access.factorDone': 'Der zweite Faktor wurde entfernt',
  'access.simulate': 'In diesem Namen handeln…',
  'simulate.confirm': 'In diesem Namen handeln',
  'simulate.text':
    'Sie sehen und tun, was {name} sehen und tun darf. Alles wird mit beiden Namen festgehalten, und {name} sieht es. Ein Balken über jeder Seite führt zurück.',
  'simulate.noConsent': 'Diese Person hat der Betreuung nicht erlaubt, in ihrem Namen zu handeln.',
  'simulation.label': 'Handeln im Namen einer anderen Person',
  'simulation.text': '{by} handelt als {of}. Alles wird mit beiden Namen festgehalten.',
  'simulation.end': 'Beenden',
} satisfies Record<keyof typeof english, string>
