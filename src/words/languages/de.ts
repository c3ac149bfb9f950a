import type {Language} from '../language.js';
import {sharedSentences} from '../shared-sentences.js';

export default {
  lang: 'de',
  room: {
    frame: 'Meetingraum',
    nothing: 'Es ist noch kein Raum ausgewählt.',
    waiting: 'Hier öffnet sich der Meetingraum.',
    join: 'Dem Raum beitreten',
    loading: 'Ihr Platz wird vorbereitet …',
    again: 'Das hat nicht geklappt. Neuer Versuch …',
    joining: 'Der Raum wird geöffnet …',
    ready: 'Der Raum ist offen.',
    unconfirmed: 'Der Raum sollte jetzt offen sein.',
    failed: 'Der Raum ließ sich nicht öffnen',
    retry: 'Noch einmal versuchen',
    newTab: 'In neuem Tab öffnen',
    dismiss: 'Ausblenden',
  },
  errors: {
    ...sharedSentences({
      setUp:
        'Diese Seite ist nicht richtig eingerichtet. Bitte sagen Sie es denen, die sie betreiben.',
      trouble: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
      noRoom: 'Der Meeting-Dienst antwortet nicht. Bitte versuchen Sie es gleich noch einmal.',
      noServer:
        'Wir erreichen den Server nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
      offline: 'Sie sind offline. Der Raum öffnet sich, sobald Sie wieder verbunden sind.',
    }),
    'tab-blocked':
      'Ihr Browser hat den neuen Tab blockiert. Erlauben Sie hier Pop-ups und versuchen Sie es noch einmal.',
    'endpoint-timeout':
      'Der Server braucht zu lange für eine Antwort. Bitte versuchen Sie es noch einmal.',
    'rate-limited':
      'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
    'sign-in-required': 'Bitte melden Sie sich an und versuchen Sie es dann noch einmal.',
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
    'devices-forbidden': 'Diese Seite lässt Kamera oder Mikrofon nicht in den Raum.',
    'room-silent': 'Sehen Sie den Raum nicht? Öffnen Sie ihn in einem neuen Tab.',
    offline: 'Sie sind offline. Das Meeting kann stocken, bis Sie wieder verbunden sind.',
    'room-unreachable': 'Der Raum läuft vielleicht nicht mehr: Der Meeting-Dienst antwortet nicht.',
  },
  controls: {
    leave: 'Verlassen',
    fullScreen: 'Vollbild',
    exitFullScreen: 'Vollbild beenden',
  },
} satisfies Language;
