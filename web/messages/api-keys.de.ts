import type { apiKeys as english } from './api-keys.en.ts'

/** Schlüssel von Programmen. */
export const apiKeys = {
  'apiKeys.title': 'API-Schlüssel',
  'apiKeys.subtitle':
    'Programme, die mit Ihren Benutzern arbeiten, rufen die API jeweils mit einem eigenen Schlüssel auf.',
  'apiKeys.back': 'Zurück zu den Benutzereinstellungen',
  'apiKeys.empty.title': 'Noch kein Programm hat einen Schlüssel',
  'apiKeys.empty.text':
    'Fügen Sie für jedes Programm einen Schlüssel hinzu. Er sagt, was das Programm darf, von wo aus und wie lange.',
  'apiKeys.add': 'API-Schlüssel hinzufügen',
  'apiKeys.edit': 'API-Schlüssel bearbeiten',
  'apiKeys.editAction': 'Bearbeiten …',
  'apiKeys.saved': '{name} ist gespeichert',
  'apiKeys.name': 'Name',
  'apiKeys.nameHelp': 'Steht in Verläufen hinter den Änderungen dieses Programms.',
  'apiKeys.description': 'Beschreibung',
  'apiKeys.descriptionHelp': 'Wozu das Programm dient und wer sich darum kümmert.',
  'apiKeys.state': 'Zustand',
  'apiKeys.state.active': 'Aktiv',
  'apiKeys.state.expired': 'Abgelaufen',
  'apiKeys.state.off': 'Aus',
  'apiKeys.areas': 'Bereiche',
  'apiKeys.area.users': 'Benutzer',
  'apiKeys.area.configuration': 'Konfiguration',
  'apiKeys.areaOf': 'Bereich {area}',
  'apiKeys.access.none': 'Kein Zugriff',
  'apiKeys.access.read': 'Nur lesen',
  'apiKeys.access.write': 'Lesen und schreiben',
  'apiKeys.addresses': 'Adressen',
  'apiKeys.addressesHelp':
    'Eine Adresse, ein Netz oder ein Bereich je Zeile, etwa 192.0.2.0/24. Leer: Der Schlüssel gilt von überall.',
  'apiKeys.everywhere': 'Von überall',
  'apiKeys.expiryDate': 'Ablaufdatum',
  'apiKeys.expiryHelp': 'Der letzte Tag, an dem der Schlüssel gilt.',
  'apiKeys.noEnd': 'Kein Ende',
  'apiKeys.isActive': 'Der Schlüssel ist eingeschaltet',
  'apiKeys.lastUsed': 'Zuletzt benutzt',
  'apiKeys.neverUsed': 'Nie',
  'apiKeys.usedFrom': '{at} von {address}',
  'apiKeys.hint': 'Schlüssel',
  'apiKeys.created': 'Hinzugefügt',
  'apiKeys.createdBy': '{at} von {by}',
  'apiKeys.made.title': 'Der Schlüssel für {name}',
  'apiKeys.made.warning':
    'Kopieren Sie den Schlüssel jetzt und bewahren Sie ihn dort auf, wo Geheimnisse liegen: Er wird nur dieses eine Mal gezeigt. Geht er verloren, ersetzen Sie ihn durch einen neuen.',
  'apiKeys.made.key': 'Schlüssel',
  'apiKeys.made.copy': 'Schlüssel kopieren',
  'apiKeys.made.done': 'Ich habe ihn aufbewahrt',
  'apiKeys.replaceAction': 'Ersetzen …',
  'apiKeys.replace.title': 'Schlüssel von {name} ersetzen?',
  'apiKeys.replace.text':
    'Der Schlüssel, den das Programm jetzt hat, endet sofort. Sie erhalten einen neuen, den das Programm braucht, bevor es weiterarbeiten kann.',
  'apiKeys.replace.confirm': 'Schlüssel ersetzen',
  'apiKeys.deleteAction': 'Löschen …',
  'apiKeys.delete.title': 'Schlüssel von {name} löschen?',
  'apiKeys.delete.text':
    'Das Programm kann sofort nichts mehr tun. Was es getan hat, bleibt unter diesem Namen in den Verläufen.',
  'apiKeys.delete.confirm': 'Schlüssel löschen',
  'apiKeys.delete.done': 'Der Schlüssel von {name} ist gelöscht',

  'settingSection.api': 'Programme',
  'setting.apiCallsPerSecond': 'API-Aufrufe je Sekunde',
  'setting.apiCallsPerDay': 'API-Aufrufe je Tag',
  'settingHelp.apiCallsPerSecond': 'Aller Schlüssel zusammen, in jedem Prozess des Programms.',
  'settingHelp.apiCallsPerDay':
    'Aller Schlüssel zusammen, an einem Tag in UTC. 0: 1.000 je benanntem Benutzer, mindestens 100.000.',
} satisfies Record<keyof typeof english, string>
