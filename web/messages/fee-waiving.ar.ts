import type { feeWaiving as english } from './fee-waiving.en.ts'

/** الإعفاء الجماعي من الرسوم. */
export const feeWaiving = {
  'waiving.title': 'الإعفاء الجماعي من الرسوم',
  'waiving.subtitle':
    'تُعفي مهمة واحدة مستخدمين كثيرين من الديون الصغيرة أو القديمة. ترى مَن سيُعفى قبل أن يحدث أي شيء، ويمكنك التراجع عن الإعفاء.',
  'waiving.whose': 'رسوم مَن',
  'waiving.everybody': 'دون مجموعة: كل من عليه رسوم كهذه.',
  'waiving.from': 'أُنشئت منذ',
  'waiving.to': 'أُنشئت حتى',
  'waiving.maximumTotal': 'الحد الأقصى لكل مستخدم ({currency})',
  'waiving.maximumTotalHelp': 'من عليه أكثر من ذلك من الرسوم المختارة تبقى عليه كلها.',
  'waiving.maximumFee': 'الحد الأقصى لكل رسم ({currency})',
  'waiving.maximumFeeHelp': 'تبقى الرسوم الأكبر ويُعفى من غيرها. يلزم أحد الحدين.',
  'waiving.skipsOverdue': 'استثناء المستخدمين الذين لديهم إعارات متأخرة',
  'waiving.why': 'لماذا',
  'waiving.commentHelp': 'يظهر عند كل رسم أُعفي منه.',
  'waiving.next': 'سترى بعد ذلك لكل مستخدم ما سيُعفى منه؛ لا يتغير شيء قبل التأكيد.',
  'waiving.name': 'إعفاء من الرسوم - {date}',
  'bulk.waiveFees': 'إعفاء من الرسوم',
  'detail.waived': 'يُعفى من {amount}',
  'reason.above_maximum': 'عليه أكثر من الحد الأقصى',
  'reason.above_maximum_fee': 'كل رسم أعلى من الحد الأقصى',
  'reason.overdue_loans': 'لديه إعارات متأخرة',
  'reason.other_library': 'رسوم مكتبة أخرى',
  'outcome.change.waive_fees': 'إعفاء',
  'tasks.kind.waive_fees': 'إعفاء من الرسوم',
  'tasks.kind.waive_fees_recall': 'تراجع عن الإعفاء',
  'tasks.run.waiveFees': 'الإعفاء الجماعي من الرسوم…',
  'stage.planned.waive_fees':
    '{count, plural, zero {لن يُعفى أي مستخدم} one {سيُعفى مستخدم واحد من رسوم} two {سيُعفى مستخدمان من رسوم} few {سيُعفى # مستخدمين من رسوم} many {سيُعفى # مستخدمًا من رسوم} other {سيُعفى # مستخدم من رسوم}}',
  'stage.completed.waive_fees':
    '{count, plural, zero {لم يُعفَ أي مستخدم} one {أُعفي مستخدم واحد من رسوم} two {أُعفي مستخدمان من رسوم} few {أُعفي # مستخدمين من رسوم} many {أُعفي # مستخدمًا من رسوم} other {أُعفي # مستخدم من رسوم}}',
  'stage.planned.waive_fees_recall':
    '{count, plural, zero {لن تُستحق رسوم أي مستخدم من جديد} one {ستُستحق رسوم مستخدم واحد من جديد} two {ستُستحق رسوم مستخدمَين من جديد} few {ستُستحق رسوم # مستخدمين من جديد} many {ستُستحق رسوم # مستخدمًا من جديد} other {ستُستحق رسوم # مستخدم من جديد}}',
  'stage.completed.waive_fees_recall':
    '{count, plural, zero {لم تُستحق رسوم أي مستخدم من جديد} one {صارت رسوم مستخدم واحد مستحقة من جديد} two {صارت رسوم مستخدمَين مستحقة من جديد} few {صارت رسوم # مستخدمين مستحقة من جديد} many {صارت رسوم # مستخدمًا مستحقة من جديد} other {صارت رسوم # مستخدم مستحقة من جديد}}',
  'task.confirm.waive_fees.title':
    '{count, plural, zero {إعفاء لا أحد من رسوم؟} one {إعفاء مستخدم واحد من رسوم؟} two {إعفاء مستخدمَين من رسوم؟} few {إعفاء # مستخدمين من رسوم؟} many {إعفاء # مستخدمًا من رسوم؟} other {إعفاء # مستخدم من رسوم؟}}',
  'task.confirm.submit.waive_fees': 'إعفاء',
  'task.confirm.waive_fees_recall.title':
    '{count, plural, zero {التراجع عن إعفاء لا أحد؟} one {التراجع عن إعفاء مستخدم واحد؟} two {التراجع عن إعفاء مستخدمَين؟} few {التراجع عن إعفاء # مستخدمين؟} many {التراجع عن إعفاء # مستخدمًا؟} other {التراجع عن إعفاء # مستخدم؟}}',
  'task.confirm.submit.waive_fees_recall': 'تراجع',
} satisfies Record<keyof typeof english, string>
