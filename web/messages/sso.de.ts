import type { sso as english } from './sso.en.ts'

/** Anmeldung über andere: auf der Anmeldeseite, auf Einladung, und ihre Einrichtung. */
export const sso = {
  'sso.or': 'oder',
  'sso.directory.name': 'Benutzername',
  'sso.directory.back': 'Andere Wege zur Anmeldung',

  'letters.letter.social_login_invite': 'Einladung zur Anmeldung über soziale Netzwerke',

  'sso.attach.title': 'Ein Konto verknüpfen',
  'sso.attach.text': 'Wählen Sie das Konto, mit dem Sie sich künftig bei der Bibliothek anmelden möchten.',
  'sso.attach.done.title': 'Ihr Konto ist verknüpft',
  'sso.attach.done.text': 'Ab jetzt können Sie sich damit bei der Bibliothek anmelden.',
  'sso.attach.done.signIn': 'Zur Anmeldung',
  'sso.attach.noToken': 'Der Link ist nicht vollständig. Öffnen Sie ihn noch einmal ganz aus dem Brief.',
  'sso.attach.none': 'Zurzeit lässt sich hier kein soziales Netzwerk verwenden. Fragen Sie Ihre Bibliothek.',

  'sso.invite.action': 'Zur Anmeldung über soziale Netzwerke einladen…',
  'sso.invite.title': 'Zur Anmeldung über soziale Netzwerke einladen',
  'sso.invite.text':
    '{name} bekommt einen Brief mit einem Link, der einmal und sieben Tage lang gilt. Wer ihn öffnet, wählt ein Konto eines sozialen Netzwerks, das danach zur Anmeldung dient.',
  'sso.invite.confirm': 'Einladung senden',
  'sso.invite.contact': 'Kontakte haben keine Kennungen und deshalb keine Anmeldung über soziale Netzwerke.',
  'sso.invite.noProfile': 'Für die Anmeldung ist kein soziales Netzwerk eingerichtet.',
  'sso.invite.failed': 'Die Einladung ließ sich nicht senden. Senden Sie sie aus dem Datensatz.',
  'sso.invite.withNewUser': 'Einladung zur Anmeldung über soziale Netzwerke senden',

  'ssoProfiles.title': 'Single Sign-on',
  'ssoProfiles.subtitle':
    'Hierüber melden sich Personen mit externem Konto an, und solche mit internem Konto und externer Authentifizierung.',
  'ssoProfiles.back': 'Zurück zu den Benutzereinstellungen',
  'ssoProfiles.empty.title': 'Noch meldet sich niemand über andere an',
  'ssoProfiles.empty.text':
    'Fügen Sie ein Profil für die Anmeldung Ihrer Einrichtung hinzu oder für ein soziales Netzwerk Ihrer Benutzer.',
  'ssoProfiles.add': 'Profil hinzufügen',
  'ssoProfiles.added': '{name} ist hinzugefügt',
  'ssoProfiles.edit': 'Profil bearbeiten',
  'ssoProfiles.editAction': 'Bearbeiten…',
  'ssoProfiles.saved': '{name} ist gespeichert',
  'ssoProfiles.deleteAction': 'Löschen…',
  'ssoProfiles.delete.title': '{name} löschen?',
  'ssoProfiles.delete.text':
    'Wer sich auf diesem Weg anmeldet, kann es dann nicht mehr. Offene Sitzungen bleiben, ebenso Kennungen und verknüpfte Konten.',
  'ssoProfiles.delete.confirm': 'Profil löschen',
  'ssoProfiles.delete.done': '{name} ist gelöscht',
  'ssoProfiles.active': 'In Gebrauch',
  'ssoProfiles.inactive': 'Nicht in Gebrauch',
  'ssoProfiles.activate': 'Auf der Anmeldeseite anbieten',
  'ssoProfiles.kind': 'Art',
  'ssoProfiles.kind.OIDC': 'OpenID Connect',
  'ssoProfiles.kind.SAML': 'SAML 2.0',
  'ssoProfiles.kind.CAS': 'CAS 3.0',
  'ssoProfiles.kind.LDAP': 'LDAP-Verzeichnis',
  'ssoProfiles.kind.SOCIAL': 'Soziales Netzwerk',
  'ssoProfiles.code': 'Code',
  'ssoProfiles.codeHelp':
    'Buchstaben, Ziffern, - und _. Er ist Teil der Adressen, die der Anbieter erfährt, und bleibt.',
  'ssoProfiles.name': 'Name',
  'ssoProfiles.nameHelp': 'Was auf der Schaltfläche steht, zum Beispiel „Campus-Konto“.',
  'ssoProfiles.matchBy': 'Verglichen mit',
  'ssoProfiles.matchByHelp': 'Was der Anbieter sagt, wird mit dieser Kennung der Benutzer verglichen.',
  'ssoProfiles.matchBySocial': 'Das Konto wird als Kennung dieses Typs verknüpft.',
  'ssoProfiles.matchBy.PRIMARY': 'Primäre Kennung',
  'ssoProfiles.secretSet': 'Ist gesetzt',
  'ssoProfiles.secretStays': 'Leer: Was gesetzt ist, bleibt.',
  'ssoProfiles.usually': 'Leer: {value}',
  'ssoProfiles.certificateSet': 'Ein Zertifikat ist gesetzt',
  'ssoProfiles.copy': 'Kopieren: {name}',
  'ssoProfiles.changed': 'Zuletzt geändert von {by}, {at}',
  'ssoProfiles.test': 'Prüfen',
  'ssoProfiles.test.ok': 'Der Anbieter antwortet, wie er soll.',
  'ssoProfiles.test.unreachable':
    'Der Anbieter antwortet nicht, oder unter dieser Adresse antwortet etwas anderes.',
  'ssoProfiles.test.refused':
    'Der Anbieter antwortet, nimmt uns aber nicht an. Prüfen Sie Name und Geheimnis, und nennen Sie ihm die Adresse unten.',
  'ssoProfiles.test.unexpected': 'Die Adresse antwortet, aber nicht mit dem, was dort erwartet wird.',
  'ssoProfiles.test.expired': 'Das Zertifikat des Anbieters ist abgelaufen. Tragen Sie das neue ein.',

  'ssoProfiles.address.return': 'Für den Anbieter: Rückkehradresse',
  'ssoProfiles.address.metadata': 'Für den Anbieter: Metadaten, zugleich die Entity-ID',
  'ssoProfiles.address.assertion': 'Für den Anbieter: Assertion Consumer Service',

  'ssoSetting.issuer': 'Aussteller (Issuer)',
  'ssoSetting.clientId': 'Client-ID',
  'ssoSetting.clientSecret': 'Client-Geheimnis',
  'ssoSetting.scope': 'Scopes',
  'ssoSetting.claim': 'Claim',
  'ssoSetting.entityId': 'Entity-ID des Identitätsanbieters',
  'ssoSetting.entryPoint': 'Seine Anmeldeadresse (HTTP-Redirect)',
  'ssoSetting.certificate': 'Sein Signaturzertifikat',
  'ssoSetting.attribute': 'Attribut',
  'ssoSetting.serverUrl': 'Adresse des CAS-Servers',
  'ssoSetting.url': 'Adresse des Verzeichnisses',
  'ssoSetting.caCertificate': 'Zertifikat seiner Zertifizierungsstelle',
  'ssoSetting.bindDn': 'Konto, das sucht (DN)',
  'ssoSetting.bindPassword': 'Sein Passwort',
  'ssoSetting.baseDn': 'Wo die Personen stehen (Basis-DN)',
  'ssoSetting.filter': 'Suchfilter',

  'ssoSettingHelp.OIDC.issuer': 'Zum Beispiel https://login.example.edu',
  'ssoSettingHelp.SOCIAL.issuer': 'Für Google: https://accounts.google.com',
  'ssoSettingHelp.SAML.certificate':
    'PEM oder der Base64-Text aus den Metadaten. Für die Zeit eines Wechsels mehrere hintereinander. Antworten müssen als Ganzes signiert sein.',
  'ssoSettingHelp.SAML.attribute': 'Leer: das Subjekt (NameID).',
  'ssoSettingHelp.CAS.serverUrl': 'Zum Beispiel https://cas.example.edu/cas',
  'ssoSettingHelp.CAS.attribute': 'Leer: der Benutzername.',
  'ssoSettingHelp.LDAP.url':
    'ldaps://… für TLS oder ldap://… für StartTLS. Die Verbindung ist immer verschlüsselt.',
  'ssoSettingHelp.LDAP.caCertificate':
    'Nur wenn das Verzeichnis ein Zertifikat Ihrer eigenen Zertifizierungsstelle hat.',
  'ssoSettingHelp.LDAP.bindDn': 'Leer: Das Verzeichnis wird anonym durchsucht.',
  'ssoSettingHelp.LDAP.filter': "'{name}' steht für das, was eingegeben wird.",
} satisfies Record<keyof typeof english, string>
