import type { bursar as english } from './bursar.en.ts'

/** تصدير الرسوم إلى أمين الصندوق. */
export const bursar = {
  'bursar.title': 'تصدير الرسوم إلى أمين الصندوق',
  'bursar.subtitle':
    'الرسوم التي يحصّلها أمين الصندوق لا تبقى مستحقة هنا. ترى رسوم مَن ستُصدَّر قبل أن يحدث أي شيء، ويمكنك استرجاع التصدير.',
  'bursar.which': 'أي الرسوم',
  'bursar.types': 'أنواع الرسوم',
  'bursar.typesHelp': 'دون اختيار: كل الأنواع.',
  'bursar.owner': 'المالك',
  'bursar.ownerHelp': 'دون اختيار: رسوم كل المالكين.',
  'bursar.days': 'عمرها بالأيام على الأقل',
  'bursar.minimum': 'فقط المستخدمون المدينون بما لا يقل عن',
  'bursar.minimumHelp': 'من الرسوم المختارة بعد طرح الأرصدة الدائنة.',
  'bursar.next': 'سترى بعد ذلك لكل مستخدم ما سيُصدَّر؛ لا يتغير شيء قبل التأكيد.',
  'bursar.name': 'تصدير إلى أمين الصندوق - {date}',
  'bursar.all': 'الكل',
  'bursar.file': 'ملف لأمين الصندوق',
  'reason.below_minimum': 'المستحق أقل من الحد الأدنى',
  'tasks.kind.bursar': 'أمين الصندوق',
  'tasks.kind.bursar_recall': 'استرجاع من أمين الصندوق',
  'tasks.run.bursar': 'تصدير الرسوم إلى أمين الصندوق…',
  'stage.planned.bursar': '{count, plural, other {ستُصدَّر رسوم # من المستخدمين}}',
  'stage.completed.bursar': '{count, plural, other {صُدِّرت رسوم # من المستخدمين}}',
  'stage.planned.bursar_recall': '{count, plural, other {ستُسترجَع رسوم # من المستخدمين}}',
  'stage.completed.bursar_recall': '{count, plural, other {استُرجِعت رسوم # من المستخدمين}}',
  'task.confirm.bursar.title': '{count, plural, other {تصدير رسوم # من المستخدمين؟}}',
  'task.confirm.submit.bursar': 'تصدير',
  'task.confirm.bursar_recall.title': '{count, plural, other {استرجاع رسوم # من المستخدمين؟}}',
  'task.confirm.submit.bursar_recall': 'استرجاع',
} satisfies Record<keyof typeof english, string>
