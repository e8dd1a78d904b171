import type { ownDetails as english } from './own-details.en.ts'

/** ما يراه المستخدم من سجله. */
export const ownDetails = {
  'own.title': 'بياناتي',
  'own.subtitle': 'ما تعرفه المكتبة عنك، وإلى أين تُرسل رسائلها.',
  'own.account': 'الحساب',
  'own.name': 'الاسم',
  'own.requests': 'الطلبات المفتوحة',
  'own.blocks': 'هناك ما يمنعك من استخدام المكتبة',
  'own.until': 'حتى {date}',
  'own.notes': 'ملاحظات لك',
  'own.change': 'تغيير',
  'own.add': 'إضافة',
  'own.change.email': 'تغيير عنوان البريد الإلكتروني',
  'own.change.phone': 'تغيير رقم الهاتف',
  'own.change.address': 'تغيير العنوان',
  'own.external': 'مصدر هذه المعلومة نظام شؤون الطلاب وتبقى فيه. وتستخدم المكتبة من الآن ما تدخله هنا.',
  'own.preferred': 'المفضّل',
  'own.saved': 'تم الحفظ',
} satisfies Record<keyof typeof english, string>
