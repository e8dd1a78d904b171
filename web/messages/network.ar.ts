import type { network as english } from './network.en.ts'

/** توزيع المستخدمين في منطقة الشبكة. */
export const network = {
  'network.distribute': 'توزيع على الشبكة',
  'network.confirm': 'تخطيط التوزيع',
  'network.members': 'الأعضاء: {names}',
  'network.question': 'إلى أين',
  'network.everywhere': 'إلى كل عضو',
  'network.existing': 'فقط حيث توجد نسخة بالفعل',
  'network.text':
    'يحمّل كل عضو البيانات كبيانات خارجية بمهمة خاصة به يمكنه التراجع عنها. لا تُرسل الأدوار والوكلاء والإحصاءات، ويبقى ما أضافه العضو بنفسه.',
  'network.next': 'سترى بعد ذلك من سيُرسل؛ لا يُرسل شيء قبل التأكيد.',
  'reason.contact_stays': 'جهة اتصال: تبقى هنا',
  'tasks.kind.distribution': 'توزيع',
  'stage.planned.distribution':
    '{count, plural, zero {لن يُرسل أحد إلى الأعضاء} one {سيُرسل مستخدم واحد إلى الأعضاء} two {سيُرسل مستخدمان إلى الأعضاء} few {سيُرسل # مستخدمين إلى الأعضاء} many {سيُرسل # مستخدمًا إلى الأعضاء} other {سيُرسل # مستخدم إلى الأعضاء}}',
  'stage.completed.distribution':
    '{count, plural, zero {لم يُرسل أحد إلى الأعضاء} one {أُرسل مستخدم واحد إلى الأعضاء} two {أُرسل مستخدمان إلى الأعضاء} few {أُرسل # مستخدمين إلى الأعضاء} many {أُرسل # مستخدمًا إلى الأعضاء} other {أُرسل # مستخدم إلى الأعضاء}}',
  'task.confirm.distribution.title':
    '{count, plural, zero {توزيع لا أحد؟} one {توزيع مستخدم واحد على كل عضو؟} two {توزيع مستخدمَين على كل عضو؟} few {توزيع # مستخدمين على كل عضو؟} many {توزيع # مستخدمًا على كل عضو؟} other {توزيع # مستخدم على كل عضو؟}}',
  'task.confirm.submit.distribution': 'توزيع',
  'outcomes.tile.change.distribution': 'توزيع',
} satisfies Record<keyof typeof english, string>
