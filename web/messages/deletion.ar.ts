import type { deletion as english } from './deletion.en.ts'

/** حذف مستخدم واحد. */
export const deletion = {
  'deletion.action': 'حذف…',
  'deletion.title': 'حذف {name}؟',
  'deletion.keptTitle': 'لا يمكن حذف {name}',
  'deletion.loading': 'يجري البحث عمّا يمنع الحذف…',
  'deletion.text':
    'يُزال السجل بكل ما يخص صاحبه، ولا يبقى شيء للإحصاءات. {days, plural, zero {لا يمكن استعادته.} one {يمكن استعادته خلال يوم واحد.} two {يمكن استعادته خلال يومين.} few {يمكن استعادته خلال # أيام.} many {يمكن استعادته خلال # يومًا.} other {يمكن استعادته خلال # يوم.}}',
  'deletion.contact': 'هذه جهة اتصال. جهات الاتصال مخصصة للموردين ولا ينبغي حذفها.',
  'deletion.confirm': 'حذف',
  'deletion.kept': 'يبقى {name} في الوقت الحالي للأسباب الآتية:',
  'deletion.reason.own_account': 'هذا حسابك أنت. يجب أن يحذفه شخص آخر.',
  'deletion.reason.restricted': 'الحساب مقيّد، ودورك لا يمسّ الحسابات المقيّدة.',
  'deletion.reason.last_administrator': 'لن يبقى أحد يدير هذه المؤسسة بلا تاريخ انتهاء.',
  'deletion.reason.protected': 'الحساب محميّ. لا تُحذف الحسابات المحمية أبدًا.',
  'deletion.reason.balance_due': 'رصيد الحساب {balance}. يجب تسويته أو الإعفاء منه.',
  'deletion.reason.active_loans': 'توجد إعارات. يجب إرجاعها أولًا.',
  'deletion.reason.request_on_hold_shelf': 'توجد مادة تنتظر على رف الحجز. يجب استلامها أو إلغاء الطلب.',
  'deletion.reason.orders':
    'توجد بنود شراء أو أوامر شراء أو فواتير مسندة إليه. يجب أن يسندها قسم التزويد إلى شخص آخر.',
  'deletion.reason.locked_bibs': 'توجد سجلات ببليوغرافية مقفلة. يجب أن يحررها قسم الفهرسة.',
  'deletion.reason.import_profiles': 'توجد ملفات تعريف استيراد مسندة إليه. تحتاج إلى مسؤول آخر.',
  'deletion.reason.metadata_editor': 'المستخدم يعمل الآن في محرر البيانات الوصفية. يجب إنهاء هذا العمل أولًا.',
  'deletion.reason.purchase_requests': 'توجد طلبات شراء نشطة. يجب البتّ فيها أو إلغاؤها.',
  'deletion.reason.locked_by_job': 'ستغيّر مهمة جارية هذا السجل. أعد المحاولة بعد انتهائها.',
  'deletion.reason.research': 'له أصول بحثية أو منح. يجب نقلها إلى شخص آخر.',
  'deletion.view': 'عرض المستخدم',
  'deletion.waive': 'الإعفاء من الرسوم…',
  'deletion.waiveOff': 'الإعفاء وحده لا يكفي: توجد أسباب أخرى.',
  'deletion.waiveTitle': 'الإعفاء من الرسوم وحذف {name}؟',
  'deletion.waiveText':
    'يُعفى من الرصيد {balance} بحركة لكل رسم، ثم يُحذف المستخدم. وتعود الرسوم عند الاستعادة.',
  'deletion.waiveConfirm': 'إعفاء وحذف',
  'deletion.notify': 'إخطار المستخدم',
  'deletion.notified': 'الرسالة إلى {recipient} في طريقها',
  'deletion.notSent':
    'كُتبت الرسالة إلى {recipient}، لكنها لن تُرسل في الوضع الحالي. اسأل المسؤول عن خادم البريد.',
  'deletion.done': 'حُذف {name} ويمكن استعادته حتى {date}.',
  'deletion.restore': 'المستخدمون المحذوفون',
} satisfies Record<keyof typeof english, string>
