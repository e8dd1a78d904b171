import type { blocks as english } from './blocks.en.ts'

/** ما تمنعه الحظورات وحالة الحساب. */
export const blocks = {
  'blocked.why': 'ما سبب الحظر؟',
  'blocked.title': 'ما هو ممنوع ولماذا',
  'blocked.inactive': 'الحساب غير نشط',
  'blocked.expired': 'انتهت صلاحية الحساب في {date}',
  'blocked.until': 'حتى {date}',
  'blocked.action.LOGIN': 'تسجيل الدخول',
  'blocked.action.LOAN': 'الإعارة',
  'blocked.action.RENEW': 'التجديد',
  'blocked.action.HOLD': 'الطلب',
  'blocked.action.ILL': 'الإعارة بين المكتبات',
  'blockState.active': 'نشط',
  'blockState.inactive': 'غير نشط',
  'blockState.expired': 'منتهٍ',
  'userName.gone': 'المستخدم {id}، لم يعد موجودًا',
} satisfies Record<keyof typeof english, string>
