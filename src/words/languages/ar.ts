import type {Language} from '../language.js';

const setUp = 'لم تُضبط هذه الصفحة على نحو صحيح. يُرجى إبلاغ القائمين عليها.';
const trouble = 'حدث خطأ من جهتنا. يُرجى المحاولة مرة أخرى.';
const noRoom = 'خدمة الاجتماعات لا تستجيب. يُرجى المحاولة مرة أخرى بعد لحظات.';

export default {
  dir: 'rtl',
  room: {
    frame: 'غرفة الاجتماع',
    nothing: 'لم تُختر غرفة بعد.',
    waiting: 'تُفتح غرفة الاجتماع هنا.',
    join: 'الانضمام إلى الغرفة',
    loading: 'جارٍ تجهيز مكانك…',
    again: 'لم ينجح ذلك. جارٍ المحاولة من جديد…',
    joining: 'جارٍ فتح الغرفة…',
    ready: 'الغرفة مفتوحة.',
    failed: 'لم تُفتح الغرفة',
    retry: 'المحاولة مرة أخرى',
    newTab: 'الفتح في علامة تبويب جديدة',
  },
  errors: {
    'attribute-invalid': setUp,
    'tab-blocked': 'حظر المتصفح علامة التبويب الجديدة. اسمح بالنوافذ المنبثقة هنا وحاول مرة أخرى.',
    offline: 'أنت غير متصل بالشبكة. ستُفتح الغرفة حالما يعود الاتصال.',
    'endpoint-unreachable': 'يتعذر الوصول إلى الخادم. تحقق من اتصالك وحاول مرة أخرى.',
    'endpoint-timeout': 'يستغرق الخادم وقتًا طويلًا في الرد. يُرجى المحاولة مرة أخرى.',
    'endpoint-not-found': setUp,
    'endpoint-failed': trouble,
    'endpoint-invalid': setUp,
    'rate-limited': 'محاولات كثيرة جدًا. انتظر لحظة ثم حاول مرة أخرى.',
    'request-in-progress': trouble,
    'sign-in-required': 'يُرجى تسجيل الدخول ثم المحاولة مرة أخرى.',
    'access-denied': 'ليس لديك إذن بالدخول. اطلب من المنظِّم السماح لك.',
    'room-not-found': 'هذه الغرفة غير موجودة، أو لم تعد موجودة.',
    'launch-expired': 'انتهت صلاحية دعوتك إلى هذه الغرفة. يُرجى المحاولة مرة أخرى.',
    'origin-not-allowed': setUp,
    'frame-blocked': 'لا يمكن فتح الغرفة داخل هذه الصفحة. افتحها في علامة تبويب جديدة.',
    'frame-unreachable': noRoom,
    'frame-timeout': 'يستغرق فتح الغرفة وقتًا طويلًا. حاول مرة أخرى، أو افتحها في علامة تبويب جديدة.',
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
