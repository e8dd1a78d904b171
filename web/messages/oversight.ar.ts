import type { oversight as english } from './oversight.en.ts'

/** من قرأ سجلًا، ومن غيّر إعدادًا، وهل تُرسل الرسائل. */
export const oversight = {
  'readLog.open': 'من فتح هذا السجل',
  'readLog.about': 'سطر واحد لكل موظف في كل ساعة.',
  'readLog.off': 'التسجيل موقوف، فلا يُضاف أحد. يمكن للمدير تشغيله من الإعدادات.',
  'readLog.empty': 'لا أحد حتى الآن',
  'readLog.column.at': 'متى',
  'readLog.column.name': 'من',
  'settingChanges.title': 'سجل تغييرات الإعدادات',
  'settingChanges.back': 'العودة إلى الإعدادات',
  'settingChanges.empty': 'لم يتغير أي إعداد بعد',
  'settingChanges.default': 'القيمة المبدئية',
  'settingChanges.column.at': 'متى',
  'settingChanges.column.by': 'من',
  'settingChanges.column.key': 'الإعداد',
  'settingChanges.column.old': 'من القيمة',
  'settingChanges.column.new': 'إلى القيمة',
  'mail.title': 'إرسال الرسائل',
  'mail.server': 'خادم البريد',
  'mail.noServer': 'لا يوجد: الرسائل تنتظر',
  'mail.sender': 'المرسل',
  'mail.waiting': 'قيد الانتظار',
  'mail.failed': 'أخفقت',
  'mail.lastSent': 'آخر رسالة أُرسلت',
  'mail.test': 'إرسال رسالة اختبار إليّ',
  'mail.result.sent': 'تسلّم خادم البريد رسالة إلى {recipient}.',
  'mail.result.failed':
    'لم تُقبل الرسالة إلى {recipient} ({error}). تحقق من SMTP_URL و MAIL_FROM، أو اسأل من يدير خادم البريد.',
  'mail.hindrance.no_mail_server': 'لا يوجد خادم بريد. اضبط SMTP_URL و MAIL_FROM ثم أعد تشغيل البرنامج.',
  'mail.hindrance.sandbox': 'عنوانك ليس من العناوين التي يُسمح بمراسلتها؛ انظر الإعداد أدناه.',
  'mail.hindrance.no_preferred_email': 'ليس في سجلك عنوان بريد إلكتروني مفضّل.',
} satisfies Record<keyof typeof english, string>
