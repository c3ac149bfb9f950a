import type {Translation} from '../translation.js';

export default {
  lang: 'de',
  room: {
    frameTitle: 'Meetingraum',
    noRoom: 'Es ist noch kein Raum ausgewählt.',
    waiting: 'Hier öffnet sich der Meetingraum.',
    join: 'Dem Raum beitreten',
    loading: 'Ihr Platz wird vorbereitet …',
    retrying: 'Das hat nicht geklappt. Neuer Versuch …',
    joining: 'Der Raum wird geöffnet …',
    ready: 'Der Raum ist offen.',
    unconfirmed: 'Der Raum sollte jetzt offen sein.',
    left: 'Sie haben den Raum verlassen.',
    failed: 'Der Raum ließ sich nicht öffnen',
    retry: 'Noch einmal versuchen',
    reload: 'Seite neu laden',
    newTab: 'In neuem Tab öffnen',
    dismiss: 'Ausblenden',
  },
  creator: {
    name: 'Name des Raums',
    nameHint: 'Bis zu 256 Zeichen.',
    description: 'Beschreibung',
    descriptionHint: 'Bis zu 5.000 Zeichen.',
    tags: 'Schlagwörter',
    tagsHint: 'Nach jedem Enter oder ein Komma.',
    template: 'Vorlage',
    templateHint: 'Bestimmt, wie der Raum aussieht.',
    defaultTemplate: 'Standard',
    templatesLoading: 'Vorlagen werden geladen …',
    templatesFailed: 'Die Vorlagen ließen sich nicht laden.',
    templateOptional: 'Der Raum lässt sich auch ohne erstellen.',
    templateRequired: 'Wählen Sie eine Vorlage, sobald sie geladen sind.',
    roomModerators: 'Moderatoren des Raums',
    chatModerators: 'Moderatoren des Chats',
    moderatorsHint: 'Benutzer-IDs. Nach jeder Enter oder ein Komma.',
    copyToChatModerators: 'Auch den Chat moderieren lassen',
    remove: 'Entfernen',
    added: 'Hinzugefügt',
    removed: 'Entfernt',
    searchResults: 'Gefundene Personen',
    searching: 'Suche läuft …',
    noResults: 'Niemand gefunden. Sie können eine Benutzer-ID eingeben.',
    searchFailed: 'Die Suche funktioniert nicht. Sie können eine Benutzer-ID eingeben.',
    optional: 'optional',
    moreOptions: 'Weitere Optionen',
    create: 'Raum erstellen',
    creating: 'Der Raum wird erstellt …',
    retrying: 'Das hat nicht geklappt. Neuer Versuch …',
    created: 'Raum erstellt',
    outcomeUnknown:
      'Vielleicht gibt es den Raum schon. Erstellen Sie ihn zur Sicherheit noch einmal: Es bleibt bei dem einen.',
    forget: 'Vergessen',
    copyLink: 'Link kopieren',
    copied: 'Kopiert',
    copyFailed:
      'Ihr Browser hat ihn nicht kopiert. Der Link ist markiert: Kopieren Sie ihn von Hand.',
    createAnother: 'Weiteren Raum erstellen',
    roomRequired: 'Erstellen Sie zuerst den Raum.',
    failed: 'Der Raum wurde nicht erstellt',
    reference: 'Referenz',
    rejected: 'Das wurde nicht angenommen. Ändern Sie es und versuchen Sie es noch einmal.',
    required: 'Füllen Sie das aus.',
    nameError: 'Geben Sie dem Raum einen Namen mit bis zu 256 Zeichen.',
    descriptionError: 'Bleiben Sie bei der Beschreibung unter 5.000 Zeichen.',
    tagsError: 'Bleiben Sie bei den Schlagwörtern unter 2.000 Zeichen.',
    templateError: 'Wählen Sie eine der Vorlagen.',
    userIdError:
      'Eine Benutzer-ID hat Buchstaben, Ziffern und . @ _ - +, aber keine Leerzeichen; höchstens 100 davon.',
    'sign-in-required':
      'Sie sind nicht oder nicht mehr angemeldet. Melden Sie sich in einem anderen Tab an und versuchen Sie es noch einmal. Hilft das nicht, kopieren Sie Ihre Eingaben und laden Sie die Seite neu.',
    'access-denied':
      'Sie dürfen hier keine Räume erstellen. Fragen Sie die, die diese Seite betreiben.',
    'request-in-progress':
      'Der Raum wird noch erstellt. Bitte versuchen Sie es gleich noch einmal.',
    offline:
      'Sie sind offline. Ihre Eingaben bleiben erhalten: Versuchen Sie es noch einmal, sobald Sie wieder verbunden sind.',
    invalidRequest:
      'Diese Angaben wurden nicht angenommen. Prüfen Sie sie und versuchen Sie es noch einmal.',
    invalidConfiguration:
      'Räume sind für diese Seite noch nicht freigeschaltet. Wer sie betreibt, muss sich an Kaltura wenden.',
    internalError:
      'Auf dem Server dieser Seite ist ein Fehler aufgetreten. Versuchen Sie es noch einmal; scheitert es weiter, sagen Sie es denen, die diese Seite betreiben.',
  },
  sharedErrors: {
    misconfigured:
      'Diese Seite ist nicht richtig eingerichtet. Bitte sagen Sie es denen, die sie betreiben.',
    serverError: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
    roomServiceDown:
      'Der Meeting-Dienst antwortet nicht. Bitte versuchen Sie es gleich noch einmal.',
    serverUnreachable:
      'Wir erreichen den Server nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    offline: 'Sie sind offline. Der Raum öffnet sich, sobald Sie wieder verbunden sind.',
  },
  errors: {
    'tab-blocked':
      'Ihr Browser hat den neuen Tab blockiert. Erlauben Sie hier Pop-ups und versuchen Sie es noch einmal.',
    'endpoint-timeout':
      'Der Server braucht zu lange für eine Antwort. Bitte versuchen Sie es noch einmal.',
    'rate-limited':
      'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
    'sign-in-required':
      'Sie sind nicht oder nicht mehr angemeldet. Melden Sie sich bei Bedarf an und laden Sie die Seite neu.',
    'access-denied': 'Sie haben keinen Zugang. Bitten Sie den Veranstalter, Sie einzulassen.',
    'room-not-found': 'Diesen Raum gibt es nicht oder nicht mehr.',
    'launch-expired':
      'Ihre Einladung in diesen Raum ist abgelaufen. Bitte versuchen Sie es noch einmal.',
    'frame-blocked':
      'Der Raum lässt sich auf dieser Seite nicht öffnen. Öffnen Sie ihn in einem neuen Tab.',
    'frame-timeout':
      'Der Raum braucht zu lange zum Öffnen. Versuchen Sie es noch einmal oder öffnen Sie ihn in einem neuen Tab.',
  },
  warnings: {
    'insecure-context':
      'Diese Seite ist nicht sicher, deshalb lässt Ihr Browser Kamera und Mikrofon nicht in den Raum.',
    'camera-forbidden': 'Diese Seite lässt die Kamera nicht in den Raum.',
    'microphone-forbidden': 'Diese Seite lässt das Mikrofon nicht in den Raum.',
    'screen-forbidden': 'Diese Seite lässt Sie im Raum den Bildschirm nicht teilen.',
    'room-silent': 'Sehen Sie den Raum nicht? Öffnen Sie ihn in einem neuen Tab.',
    offline: 'Sie sind offline. Das Meeting kann stocken, bis Sie wieder verbunden sind.',
    'room-unreachable':
      'Sehen Sie den Raum nicht? Vielleicht antwortet der Meeting-Dienst nicht. Bitte versuchen Sie es noch einmal.',
  },
  controls: {
    leave: 'Verlassen',
    fullScreen: 'Vollbild',
    exitFullScreen: 'Vollbild beenden',
  },
} satisfies Translation;
