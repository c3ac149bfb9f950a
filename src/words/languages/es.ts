import type {Language} from '../language.js';
import {sharedSentences} from '../shared-sentences.js';

export default {
  lang: 'es',
  room: {
    frame: 'Sala de reuniones',
    nothing: 'Todavía no se ha elegido ninguna sala.',
    waiting: 'La sala de reuniones se abre aquí.',
    join: 'Entrar en la sala',
    loading: 'Preparando su sitio…',
    again: 'No ha funcionado. Probando de nuevo…',
    joining: 'Abriendo la sala…',
    ready: 'La sala está abierta.',
    unconfirmed: 'La sala ya debería estar abierta.',
    failed: 'La sala no se ha abierto',
    retry: 'Intentar de nuevo',
    newTab: 'Abrir en otra pestaña',
    dismiss: 'Ocultar',
  },
  errors: {
    ...sharedSentences({
      setUp: 'Esta página no está bien configurada. Avise a quienes la gestionan.',
      trouble: 'Algo ha fallado por nuestra parte. Inténtelo de nuevo.',
      noRoom: 'El servicio de reuniones no responde. Inténtelo de nuevo en un momento.',
      noServer: 'No podemos llegar al servidor. Compruebe su conexión e inténtelo de nuevo.',
      offline: 'No tiene conexión. La sala se abrirá en cuanto vuelva a conectarse.',
    }),
    'tab-blocked':
      'Su navegador ha bloqueado la pestaña nueva. Permita aquí las ventanas emergentes e inténtelo de nuevo.',
    'endpoint-timeout': 'El servidor tarda demasiado en responder. Inténtelo de nuevo.',
    'rate-limited': 'Demasiados intentos. Espere un momento y vuelva a intentarlo.',
    'sign-in-required': 'Inicie sesión y vuelva a intentarlo.',
    'access-denied': 'No tiene acceso. Pida a quien organiza la reunión que le deje entrar.',
    'room-not-found': 'Esta sala no existe o ya no existe.',
    'launch-expired': 'Su invitación a esta sala ha caducado. Inténtelo de nuevo.',
    'frame-blocked': 'La sala no puede abrirse dentro de esta página. Ábrala en otra pestaña.',
    'frame-timeout':
      'La sala tarda demasiado en abrirse. Inténtelo de nuevo o ábrala en otra pestaña.',
  },
  warnings: {
    'insecure-context':
      'Esta página no es segura: su navegador no deja a la sala usar la cámara ni el micrófono.',
    'devices-forbidden': 'Esta página no deja a la sala usar la cámara o el micrófono.',
    'room-silent': '¿No ve la sala? Ábrala en otra pestaña.',
    offline: 'No tiene conexión. La reunión puede detenerse hasta que vuelva a conectarse.',
    'room-unreachable': 'Puede que la sala se haya detenido: el servicio de reuniones no responde.',
  },
  controls: {
    leave: 'Salir',
    fullScreen: 'Pantalla completa',
    exitFullScreen: 'Salir de pantalla completa',
  },
} satisfies Language;
