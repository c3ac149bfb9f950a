import type {Language} from '../language.js';
import {sharedSentences} from '../shared-sentences.js';

export default {
  lang: 'fr',
  room: {
    frame: 'Salle de réunion',
    nothing: 'Aucune salle n’a encore été choisie.',
    waiting: 'La salle de réunion s’ouvre ici.',
    join: 'Rejoindre la salle',
    loading: 'Votre place se prépare…',
    again: 'Cela n’a pas fonctionné. Nouvel essai…',
    joining: 'Ouverture de la salle…',
    ready: 'La salle est ouverte.',
    unconfirmed: 'La salle devrait être ouverte maintenant.',
    failed: 'La salle ne s’est pas ouverte',
    retry: 'Réessayer',
    newTab: 'Ouvrir dans un nouvel onglet',
    dismiss: 'Masquer',
  },
  errors: {
    ...sharedSentences({
      setUp:
        'Cette page n’est pas configurée correctement. Merci de prévenir les personnes qui la gèrent.',
      trouble: 'Un problème est survenu de notre côté. Veuillez réessayer.',
      noRoom: 'Le service de réunion ne répond pas. Veuillez réessayer dans un instant.',
      noServer:
        'Nous n’arrivons pas à joindre le serveur. Vérifiez votre connexion, puis réessayez.',
      offline: 'Vous êtes hors ligne. La salle s’ouvrira dès que vous serez de nouveau connecté.',
    }),
    'tab-blocked':
      'Votre navigateur a bloqué le nouvel onglet. Autorisez les fenêtres surgissantes ici, puis réessayez.',
    'endpoint-timeout': 'Le serveur met trop de temps à répondre. Veuillez réessayer.',
    'rate-limited': 'Trop d’essais. Attendez un instant, puis réessayez.',
    'sign-in-required': 'Veuillez vous connecter, puis réessayer.',
    'access-denied': 'Vous n’avez pas accès. Demandez à l’organisateur de vous laisser entrer.',
    'room-not-found': 'Cette salle n’existe pas, ou n’existe plus.',
    'launch-expired': 'Votre invitation dans cette salle a expiré. Veuillez réessayer.',
    'frame-blocked':
      'La salle ne peut pas s’ouvrir dans cette page. Ouvrez-la dans un nouvel onglet.',
    'frame-timeout':
      'La salle met trop de temps à s’ouvrir. Réessayez, ou ouvrez-la dans un nouvel onglet.',
  },
  warnings: {
    'insecure-context':
      'Cette page n’est pas sécurisée : votre navigateur ne donne ni caméra ni micro à la salle.',
    'devices-forbidden': 'Cette page ne laisse pas la salle utiliser la caméra ou le micro.',
    'room-silent': 'Vous ne voyez pas la salle ? Ouvrez-la dans un nouvel onglet.',
    offline: 'Vous êtes hors ligne. La réunion peut s’interrompre jusqu’à votre retour.',
    'room-unreachable': 'La salle s’est peut-être arrêtée : le service de réunion ne répond pas.',
  },
  controls: {
    leave: 'Quitter',
    fullScreen: 'Plein écran',
    exitFullScreen: 'Quitter le plein écran',
  },
} satisfies Language;
