import type {Translation} from '../translation.js';

export default {
  lang: 'fr',
  room: {
    frameTitle: 'Salle de réunion',
    noRoom: 'Aucune salle n’a encore été choisie.',
    waiting: 'La salle de réunion s’ouvre ici.',
    join: 'Rejoindre la salle',
    loading: 'Votre place se prépare…',
    retrying: 'Cela n’a pas fonctionné. Nouvel essai…',
    joining: 'Ouverture de la salle…',
    ready: 'La salle est ouverte.',
    unconfirmed: 'La salle devrait être ouverte maintenant.',
    left: 'Vous avez quitté la salle.',
    failed: 'La salle ne s’est pas ouverte',
    retry: 'Réessayer',
    reload: 'Recharger la page',
    newTab: 'Ouvrir dans un nouvel onglet',
    dismiss: 'Masquer',
  },
  creator: {
    name: 'Nom de la salle',
    nameHint: '256 caractères au plus.',
    description: 'Description',
    descriptionHint: '5 000 caractères au plus.',
    tags: 'Mots-clés',
    tagsHint: 'Appuyez sur Entrée ou tapez une virgule après chacun.',
    template: 'Modèle',
    templateHint: 'Détermine l’aspect de la salle.',
    defaultTemplate: 'Standard',
    templatesLoading: 'Chargement des modèles…',
    templatesFailed: 'Les modèles n’ont pas pu être chargés.',
    templateOptional: 'La salle peut être créée sans modèle.',
    templateRequired: 'Choisissez un modèle dès qu’ils sont chargés.',
    roomModerators: 'Modérateurs de la salle',
    chatModerators: 'Modérateurs du chat',
    moderatorsHint:
      'Identifiants d’utilisateurs. Appuyez sur Entrée ou tapez une virgule après chacun.',
    copyToChatModerators: 'Leur confier aussi la modération du chat',
    remove: 'Retirer',
    added: 'Ajouté',
    removed: 'Retiré',
    searchResults: 'Personnes trouvées',
    searching: 'Recherche en cours…',
    noResults: 'Personne n’a été trouvé. Vous pouvez saisir un identifiant.',
    searchFailed: 'La recherche ne fonctionne pas. Vous pouvez saisir un identifiant.',
    optional: 'facultatif',
    moreOptions: 'Plus d’options',
    create: 'Créer la salle',
    creating: 'Création de la salle…',
    retrying: 'Cela n’a pas fonctionné. Nouvel essai…',
    created: 'Salle créée',
    outcomeUnknown:
      'La salle existe peut-être déjà. Créez-la encore une fois pour en être sûr : vous aurez la même.',
    forget: 'Ne plus en tenir compte',
    copyLink: 'Copier le lien',
    copied: 'Copié',
    copyFailed: 'Votre navigateur ne l’a pas copié. Le lien est sélectionné : copiez-le à la main.',
    createAnother: 'Créer une autre salle',
    roomRequired: 'Créez d’abord la salle.',
    failed: 'La salle n’a pas été créée',
    reference: 'Référence',
    rejected: 'Ceci n’a pas été accepté. Modifiez-le, puis réessayez.',
    required: 'Remplissez ce champ.',
    nameError: 'Donnez à la salle un nom de 256 caractères au plus.',
    descriptionError: 'Limitez la description à 5 000 caractères.',
    tagsError: 'Limitez les mots-clés à 2 000 caractères.',
    templateError: 'Choisissez l’un des modèles.',
    userIdError:
      'Un identifiant se compose de lettres, de chiffres et de . @ _ - + sans espaces ; 100 au plus.',
    'sign-in-required':
      'Vous n’êtes pas connecté, ou ne l’êtes plus. Connectez-vous dans un autre onglet, puis réessayez. Si cela ne suffit pas, copiez votre saisie et rechargez la page.',
    'access-denied':
      'Vous ne pouvez pas créer de salles ici. Adressez-vous aux personnes qui gèrent ce site.',
    'request-in-progress':
      'La salle est encore en cours de création. Veuillez réessayer dans un instant.',
    offline: 'Vous êtes hors ligne. Votre saisie est conservée : réessayez une fois reconnecté.',
    invalidRequest: 'Ces informations n’ont pas été acceptées. Vérifiez-les, puis réessayez.',
    invalidConfiguration:
      'Les salles ne sont pas encore activées pour ce site. Les personnes qui le gèrent doivent s’adresser à Kaltura.',
    internalError:
      'Le serveur de ce site a rencontré une erreur. Réessayez ; si cela persiste, prévenez les personnes qui gèrent ce site.',
  },
  sharedErrors: {
    misconfigured:
      'Cette page n’est pas configurée correctement. Merci de prévenir les personnes qui la gèrent.',
    serverError: 'Un problème est survenu de notre côté. Veuillez réessayer.',
    roomServiceDown: 'Le service de réunion ne répond pas. Veuillez réessayer dans un instant.',
    serverUnreachable:
      'Nous n’arrivons pas à joindre le serveur. Vérifiez votre connexion, puis réessayez.',
    offline: 'Vous êtes hors ligne. La salle s’ouvrira dès que vous serez de nouveau connecté.',
  },
  errors: {
    'tab-blocked':
      'Votre navigateur a bloqué le nouvel onglet. Autorisez les fenêtres surgissantes ici, puis réessayez.',
    'endpoint-timeout': 'Le serveur met trop de temps à répondre. Veuillez réessayer.',
    'rate-limited': 'Trop d’essais. Attendez un instant, puis réessayez.',
    'sign-in-required':
      'Vous n’êtes pas connecté, ou ne l’êtes plus. Connectez-vous si nécessaire, puis rechargez la page.',
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
    'camera-forbidden': 'Cette page ne laisse pas la salle utiliser la caméra.',
    'microphone-forbidden': 'Cette page ne laisse pas la salle utiliser le micro.',
    'screen-forbidden': 'Cette page ne vous laisse pas partager votre écran dans la salle.',
    'room-silent': 'Vous ne voyez pas la salle ? Ouvrez-la dans un nouvel onglet.',
    offline: 'Vous êtes hors ligne. La réunion peut s’interrompre jusqu’à votre retour.',
    'room-unreachable':
      'Vous ne voyez pas la salle ? Le service de réunion ne répond peut-être pas. Veuillez réessayer.',
  },
  controls: {
    leave: 'Quitter',
    fullScreen: 'Plein écran',
    exitFullScreen: 'Quitter le plein écran',
  },
} satisfies Translation;
