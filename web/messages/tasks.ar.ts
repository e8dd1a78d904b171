import type { tasks as english } from './tasks.en.ts'

/** المهام: القائمة، وصفحة المهمة الواحدة. */
export const tasks = {
  'tasks.title': 'المهام',
  'tasks.subtitle': 'كل تغيير جماعي: يُخطَّط ويُراجَع ويؤكَّد ويُحفظ بإعداداته ونتائجه.',
  'tasks.table': 'المهام',
  'tasks.kinds': 'نوع المهمة',
  'tasks.kind.all': 'الكل',
  'tasks.kind.update_users': 'تغيير مستخدمين',
  'tasks.kind.update_roles': 'تحديث الأدوار',
  'tasks.kind.purge': 'حذف نهائي',
  'tasks.kind.network': 'الشبكة',
  'tasks.kind.sis': 'نظام الطلاب',
  'tasks.kind.restore': 'استعادة',
  'tasks.kind.undo': 'تراجع',
  'tasks.run': 'تشغيل مهمة',
  'tasks.run.update': 'تغيير مستخدمين…',
  'tasks.run.purge': 'حذف مستخدمين نهائيًا…',
  'tasks.run.sis': 'تحميل دفعة…',
  'tasks.column.name': 'الاسم',
  'tasks.column.kind': 'النوع',
  'tasks.column.status': 'الحالة',
  'tasks.column.createdBy': 'بواسطة',
  'tasks.column.createdAt': 'وقت التخطيط',
  'tasks.column.progress': 'التقدّم',
  'tasks.column.change': 'تغيير',
  'tasks.column.keep': 'إبقاء',
  'tasks.column.reject': 'رفض',
  'tasks.empty.title': 'لا مهام بعد',
  'tasks.empty.text':
    'تغيير مستخدمين أو حذفهم نهائيًا أو تحميل دفعة: يبدأ كل منها خطةً لا تغيّر شيئًا حتى تؤكدها.',
  'tasks.status.planning': 'قيد التخطيط',
  'tasks.status.planned': 'بانتظار التأكيد',
  'tasks.status.applying': 'قيد التنفيذ',
  'tasks.status.stopped': 'متوقفة',
  'tasks.status.completed': 'مكتملة',
  'tasks.status.failed': 'فشلت',
  'tasks.status.cancelled': 'صُرف النظر عنها',
  'tasks.progress': '{done, number} من {total, number}',
  'tasks.progressOf': 'تقدّم {name}',

  'task.loading': 'جارٍ تحميل المهمة…',
  'task.about': '{kind} · المهمة {id} · خطّطها {by}، {at}',
  'task.confirmedBy': 'أكّدها {by}',
  'task.undoes': 'تتراجع عن المهمة {id}',
  'task.undoneBy': 'تراجعت عنها المهمة {id}',
  'task.download': 'تنزيل',
  'task.download.xlsx': 'مصنّف Excel (XLSX)',
  'task.download.csv': 'ملف CSV',
  'task.lost': 'انقطع الاتصال؛ ستتابع هذه الصفحة من تلقاء نفسها.',

  'stage.planning.title': 'جارٍ تحديد من سيتغير',
  'stage.planning.text': 'لا يتغير شيء أثناء وضع الخطة. يمكنك مغادرة هذه الصفحة.',
  'stage.planning.bar': 'جارٍ وضع الخطة',
  'stage.planned.update_users':
    '{count, plural, zero {لن يتغير أحد} one {سيتغير مستخدم واحد} two {سيتغير مستخدمان} few {سيتغير # مستخدمين} many {سيتغير # مستخدمًا} other {سيتغير # مستخدم}}',
  'stage.planned.update_roles':
    '{count, plural, zero {لن يتغير أحد} one {سيتغير مستخدم واحد} two {سيتغير مستخدمان} few {سيتغير # مستخدمين} many {سيتغير # مستخدمًا} other {سيتغير # مستخدم}}',
  'stage.planned.purge':
    '{count, plural, zero {لن يُحذف أحد} one {سيُحذف نهائيًا مستخدم واحد} two {سيُحذف نهائيًا مستخدمان} few {سيُحذف نهائيًا # مستخدمين} many {سيُحذف نهائيًا # مستخدمًا} other {سيُحذف نهائيًا # مستخدم}}',
  'stage.planned.restore':
    '{count, plural, zero {لن يُستعاد أحد} one {سيُستعاد مستخدم واحد} two {سيُستعاد مستخدمان} few {سيُستعاد # مستخدمين} many {سيُستعاد # مستخدمًا} other {سيُستعاد # مستخدم}}',
  'stage.planned.sis':
    '{count, plural, zero {لن يُنشأ أو يُحدَّث أحد} one {سيُنشأ أو يُحدَّث مستخدم واحد} two {سيُنشأ أو يُحدَّث مستخدمان} few {سيُنشأ أو يُحدَّث # مستخدمين} many {سيُنشأ أو يُحدَّث # مستخدمًا} other {سيُنشأ أو يُحدَّث # مستخدم}}',
  'stage.planned.network':
    '{count, plural, zero {لن يُنشأ أو يُحدَّث أحد} one {سيُنشأ أو يُحدَّث مستخدم واحد} two {سيُنشأ أو يُحدَّث مستخدمان} few {سيُنشأ أو يُحدَّث # مستخدمين} many {سيُنشأ أو يُحدَّث # مستخدمًا} other {سيُنشأ أو يُحدَّث # مستخدم}}',
  'stage.planned.undo':
    '{count, plural, zero {لن يعود أحد إلى ما كان عليه} one {سيعود إلى ما كان عليه مستخدم واحد} two {سيعود إلى ما كان عليه مستخدمان} few {سيعود إلى ما كان عليه # مستخدمين} many {سيعود إلى ما كان عليه # مستخدمًا} other {سيعود إلى ما كان عليه # مستخدم}}',
  'stage.planned.text':
    'لا يتغير شيء حتى تؤكد. يُفحص كل مستخدم مرة أخرى أثناء التنفيذ؛ ويمكنك الإيقاف في أي لحظة.',
  'stage.planned.nobody': 'لن يتغير أحد، فلا شيء للتأكيد.',
  'stage.applying.title': 'أُنجز {done, number} من {total, number} من المستخدمين',
  'stage.applying.text': 'يستمر التنفيذ إذا غادرت هذه الصفحة. الإيقاف يترك الباقي كما هو.',
  'stage.applying.stopping': 'ستتوقف بعد المستخدمين الجاري العمل عليهم.',
  'stage.stopped.title': 'توقفت بعد {done, number} من {total, number} من المستخدمين',
  'stage.stopped.text': 'ما أُنجز يبقى، والباقي لم يُمس. تابع، أو تراجع عما أُنجز.',
  'stage.completed.update_users':
    '{count, plural, zero {لم يتغير أحد} one {تغيّر مستخدم واحد} two {تغيّر مستخدمان} few {تغيّر # مستخدمين} many {تغيّر # مستخدمًا} other {تغيّر # مستخدم}}',
  'stage.completed.update_roles':
    '{count, plural, zero {لم يتغير أحد} one {تغيّر مستخدم واحد} two {تغيّر مستخدمان} few {تغيّر # مستخدمين} many {تغيّر # مستخدمًا} other {تغيّر # مستخدم}}',
  'stage.completed.purge':
    '{count, plural, zero {لم يُحذف أحد} one {حُذف نهائيًا مستخدم واحد} two {حُذف نهائيًا مستخدمان} few {حُذف نهائيًا # مستخدمين} many {حُذف نهائيًا # مستخدمًا} other {حُذف نهائيًا # مستخدم}}',
  'stage.completed.restore':
    '{count, plural, zero {لم يُستعد أحد} one {استُعيد مستخدم واحد} two {استُعيد مستخدمان} few {استُعيد # مستخدمين} many {استُعيد # مستخدمًا} other {استُعيد # مستخدم}}',
  'stage.completed.sis':
    '{count, plural, zero {لم يُنشأ أو يُحدَّث أحد} one {أُنشئ أو حُدِّث مستخدم واحد} two {أُنشئ أو حُدِّث مستخدمان} few {أُنشئ أو حُدِّث # مستخدمين} many {أُنشئ أو حُدِّث # مستخدمًا} other {أُنشئ أو حُدِّث # مستخدم}}',
  'stage.completed.network':
    '{count, plural, zero {لم يُنشأ أو يُحدَّث أحد} one {أُنشئ أو حُدِّث مستخدم واحد} two {أُنشئ أو حُدِّث مستخدمان} few {أُنشئ أو حُدِّث # مستخدمين} many {أُنشئ أو حُدِّث # مستخدمًا} other {أُنشئ أو حُدِّث # مستخدم}}',
  'stage.completed.undo':
    '{count, plural, zero {لم يعد أحد إلى ما كان عليه} one {عاد إلى ما كان عليه مستخدم واحد} two {عاد إلى ما كان عليه مستخدمان} few {عاد إلى ما كان عليه # مستخدمين} many {عاد إلى ما كان عليه # مستخدمًا} other {عاد إلى ما كان عليه # مستخدم}}',
  'stage.completed.text':
    '{skipped, plural, =0 {لم يُتخطَّ أحد.} zero {لم يُتخطَّ أحد.} one {تُخطّي مستخدم واحد أثناء التنفيذ.} two {تُخطّي مستخدمان أثناء التنفيذ.} few {تُخطّي # مستخدمين أثناء التنفيذ.} many {تُخطّي # مستخدمًا أثناء التنفيذ.} other {تُخطّي # مستخدم أثناء التنفيذ.}} انتهت {at}.',
  'stage.failed.title': 'فشلت المهمة',
  'stage.failed.planning': 'لا توجد خطة. أزل السبب ثم حاول مرة أخرى.',
  'stage.failed.applying':
    'أُنجز {done, number} من {total, number} من المستخدمين ويبقى ذلك؛ والباقي لم يُمس. المحاولة مرة أخرى تتابع من هناك.',
  'stage.failed.reference': 'الرسالة: {message}',
  'stage.cancelled.title': 'صُرف النظر عن هذه الخطة',
  'stage.cancelled.text': 'لم يتغير شيء.',
  'stage.bar': 'تقدّم التنفيذ',
  'stage.spoken': 'أُنجز {percent, number, percent}',

  'task.confirm': 'تأكيد…',
  'task.confirm.update_users.title':
    'تغيير {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.update_roles.title':
    'تغيير {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.purge.title':
    'الحذف النهائي: {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.restore.title':
    'استعادة: {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.sis.title':
    'تحميل: {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.network.title':
    'تحميل: {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.undo.title':
    'تراجع: {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}؟',
  'task.confirm.text':
    'يُفحص كل مستخدم مرة أخرى؛ ومن تغيّر منذ الخطة يُتخطّى ويُذكر. يمكن إيقاف المهمة في أي لحظة والتراجع عنها بعد ذلك.',
  'task.confirm.purge.text':
    'يُفحص كل مستخدم مرة أخرى؛ ومن صار له سبب للبقاء يبقى. يمكن استعادة المحذوفين خلال {days, plural, zero {لا أيام} one {يوم واحد} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}.',
  'task.confirm.purge.forever':
    'يُفحص كل مستخدم مرة أخرى؛ ومن صار له سبب للبقاء يبقى. ليست لهذا الحذف أيام للاستعادة: يذهب المستخدمون بلا رجعة.',
  'task.confirm.restore.text': 'يعود المستخدمون بكل ما كان لهم. ولا يُكتب فوق أحد.',
  'task.confirm.submit.update_users': 'تغيير',
  'task.confirm.submit.update_roles': 'تغيير',
  'task.confirm.submit.purge': 'حذف نهائي',
  'task.confirm.submit.restore': 'استعادة',
  'task.confirm.submit.sis': 'تحميل',
  'task.confirm.submit.network': 'تحميل',
  'task.confirm.submit.undo': 'تراجع',
  'task.cancelPlan': 'صرف النظر عن الخطة',
  'task.stop': 'إيقاف',
  'task.stopping': 'جارٍ الإيقاف…',
  'task.resume': 'متابعة',
  'task.retry': 'حاول مرة أخرى',
  'task.undo': 'تراجع…',
  'task.undoDone': 'التراجع عما أُنجز…',
  'task.restoreUsers': 'استعادة المستخدمين…',
  'task.undoSelected':
    'تراجع عن {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}…',
  'task.restoreSelected':
    'استعادة {count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}…',
  'task.undoNotDone': 'لم تغيّر هذه المهمة أيًا من المستخدمين المحددين.',

  'outcomes.title': 'الخطة والنتيجة',
  'outcomes.tile.all': 'فُحصوا',
  'outcomes.tile.change': 'تغيير',
  'outcomes.tile.change.purge': 'حذف نهائي',
  'outcomes.tile.change.restore': 'استعادة',
  'outcomes.tile.change.sis': 'إنشاء أو تحديث',
  'outcomes.tile.change.network': 'إنشاء أو تحديث',
  'outcomes.tile.change.undo': 'تراجع',
  'outcomes.tile.keep': 'إبقاء كما هم',
  'outcomes.tile.reject': 'رفض',
  'outcomes.tile.done': 'أُنجز',
  'outcomes.tile.done.purge': 'حُذفوا نهائيًا',
  'outcomes.tile.done.restore': 'استُعيدوا',
  'outcomes.tile.skipped': 'تُخطّوا',
  'outcomes.share': '{share} من الكل',

  'why.title': 'لماذا',
  'why.several': 'من له أكثر من سبب يُعدّ في كل منها.',
  'why.none': 'لا سبب يُذكر: كل من في الخطة يتغير.',
  'why.nobody': 'لم يدخل أي مستخدم في الحساب.',
  'why.noPlan': 'لا توجد خطة تُعدّ.',
  'why.group.change': 'من يتغير',
  'why.group.keep': 'من يبقى كما هو',
  'why.group.reject': 'ما يُرفض',
  'why.group.skipped': 'من تُخطّي أثناء التنفيذ',

  'outcomes.table': 'مستخدمو هذه المهمة',
  'outcomes.column.subject': 'المعرّف',
  'outcomes.column.name': 'الاسم',
  'outcomes.column.outcome': 'الخطة',
  'outcomes.column.changes': 'ما يتغير',
  'outcomes.column.why': 'لماذا',
  'outcomes.column.result': 'النتيجة',
  'outcomes.showing': 'المعروض: {what}',
  'outcomes.showing.all': 'كل من في الخطة',
  'outcomes.showing.both': '{outcome}، {reason}',
  'outcomes.showAll': 'عرض الجميع',
  'outcomes.empty.title': 'لا أحد هنا',
  'outcomes.empty.text': 'لا مستخدم من هذه المهمة في هذه الفئة.',
  'outcome.change': 'تغيير',
  'outcome.change.purge': 'حذف نهائي',
  'outcome.change.restore': 'استعادة',
  'outcome.keep': 'إبقاء',
  'outcome.reject': 'رفض',
  'result.done': 'أُنجز',
  'result.skipped': 'تُخطّي',
  'change.more':
    '{count, plural, zero {لا تغييرات أخرى} one {تغيير آخر} two {تغييران آخران} few {# تغييرات أخرى} many {# تغييرًا آخر} other {# تغيير آخر}}',
  'change.fewer': 'أقل',
  'detail.balance': 'عليه {amount}',
  'detail.identifier': 'المعرّف {identifier}',
  'detail.place': '{file}، السطر {line}',
  'detail.file': '{file}',
  'detail.problem': '{field}: {rule}',
  'detail.limit': '{rule} (الحد الأقصى {limit})',
  'detail.changedSince': 'تغيّر منذ ذلك: {fields}',
  'detail.remove': 'أنشأته المهمة ويُزال من جديد',

  'settings.title': 'الإعدادات',
  'settings.reason': 'السبب',
  'settings.everyone': 'الجميع',
  'settings.undoesTask': 'تتراجع عن',
  'settings.job': 'المهمة {id}',
  'settings.onlyUsers': 'المستخدمون',
  'settings.users':
    '{count, plural, zero {لا أحد} one {مستخدم واحد} two {مستخدمان} few {# مستخدمين} many {# مستخدمًا} other {# مستخدم}}',
  'settings.file': 'الملف',
  'settings.purgeOf': 'الحذف النهائي',
} satisfies Record<keyof typeof english, string>
