import type {Language} from '../language.js';

const setUp = 'הדף הזה לא הוגדר כראוי. נא להודיע למי שמנהל אותו.';
const trouble = 'משהו השתבש אצלנו. נא לנסות שוב.';
const noRoom = 'שירות הפגישות אינו עונה. נא לנסות שוב בעוד רגע.';

export default {
  dir: 'rtl',
  room: {
    frame: 'חדר פגישות',
    nothing: 'עדיין לא נבחר חדר.',
    waiting: 'חדר הפגישות ייפתח כאן.',
    join: 'כניסה לחדר',
    loading: 'מכינים לכם מקום…',
    again: 'זה לא הצליח. מנסים שוב…',
    joining: 'החדר נפתח…',
    ready: 'החדר פתוח.',
    failed: 'החדר לא נפתח',
    retry: 'לנסות שוב',
    newTab: 'פתיחה בלשונית חדשה',
  },
  errors: {
    'attribute-invalid': setUp,
    'tab-blocked': 'הדפדפן חסם את הלשונית החדשה. יש לאפשר כאן חלונות קופצים ולנסות שוב.',
    offline: 'אין חיבור לרשת. החדר ייפתח ברגע שהחיבור יחזור.',
    'endpoint-unreachable': 'אין גישה לשרת. יש לבדוק את החיבור ולנסות שוב.',
    'endpoint-timeout': 'לשרת לוקח יותר מדי זמן לענות. נא לנסות שוב.',
    'endpoint-not-found': setUp,
    'endpoint-failed': trouble,
    'endpoint-invalid': setUp,
    'rate-limited': 'יותר מדי ניסיונות. יש להמתין רגע ולנסות שוב.',
    'request-in-progress': trouble,
    'sign-in-required': 'יש להתחבר לחשבון ולנסות שוב.',
    'access-denied': 'אין לכם גישה. אפשר לבקש מהמארגנים להכניס אתכם.',
    'room-not-found': 'החדר הזה אינו קיים, או שאינו קיים עוד.',
    'launch-expired': 'תוקף ההזמנה לחדר הזה פג. נא לנסות שוב.',
    'origin-not-allowed': setUp,
    'frame-blocked': 'אי אפשר לפתוח את החדר בתוך הדף הזה. אפשר לפתוח אותו בלשונית חדשה.',
    'frame-unreachable': noRoom,
    'frame-timeout': 'פתיחת החדר נמשכת יותר מדי זמן. אפשר לנסות שוב, או לפתוח אותו בלשונית חדשה.',
    invalidRequest: setUp,
    invalidConfiguration: setUp,
    internalError: trouble,
    'kaltura-unreachable': noRoom,
    'kaltura-timeout': noRoom,
    'kaltura-invalid': noRoom,
    'kaltura-refused': setUp,
    'ks-invalid': setUp,
  },
} satisfies Language;
