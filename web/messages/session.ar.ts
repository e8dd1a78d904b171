import type { session as english } from './session.en.ts'

/** تسجيل الدخول والإعداد. */
export const session = {
  'signIn.title': 'تسجيل الدخول',
  'signIn.tagline': 'إدارة المستخدمين للمكتبات',
  'signIn.primaryId': 'المعرّف الأساسي',
  'signIn.password': 'كلمة المرور',
  'signIn.showPassword': 'إظهار كلمة المرور',
  'signIn.submit': 'تسجيل الدخول',
  'signIn.forgotten': 'هل نسيت كلمة المرور؟',
  'signIn.needsSetup': 'لم يتم إعداد Carrel بعد. افتح رابط الإعداد الذي أظهره البرنامج عند بدء التشغيل.',
  'setUp.title': 'إعداد Carrel',
  'setUp.text': 'اكتب اسم مؤسستك وأنشئ أول حساب إداري. تعمل هذه الصفحة مرة واحدة فقط.',
  'setUp.institution': 'المؤسسة',
  'setUp.administrator': 'أول حساب إداري',
  'setUp.institutionName': 'اسم المؤسسة',
  'setUp.timeZone': 'المنطقة الزمنية',
  'setUp.timeZoneHelp': 'تحدّد معنى «اليوم» في تواريخ الانتهاء والحذف.',
  'setUp.primaryId': 'المعرّف الأساسي',
  'setUp.primaryIdHelp': 'تسجّل الدخول به.',
  'setUp.firstName': 'الاسم الأول',
  'setUp.lastName': 'اسم العائلة',
  'setUp.password': 'كلمة المرور',
  'setUp.passwordHelp': '8 أحرف على الأقل.',
  'setUp.submit': 'إنشاء وتسجيل الدخول',
  'setUp.noToken': 'لا يحتوي العنوان على رمز الإعداد. استخدم الرابط الكامل الذي أظهره البرنامج.',
} satisfies Record<keyof typeof english, string>
