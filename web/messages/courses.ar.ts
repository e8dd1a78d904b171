import type { courses as english } from './courses.en.ts'

/** التسجيل في المقررات من ملف، والملفات التي تنشأ منها المهام. */
export const courses = {
  'upload.submit': 'رفع وتخطيط',
  'upload.sending': 'جارٍ الرفع: {share, number, percent}',
  'upload.reading': 'وصل الملف؛ جارٍ بدء الخطة.',

  'courses.title': 'تحميل المقررات',
  'courses.subtitle': 'يحدد الملف من هو مسجل في أي مقرر. يُخطَّط للتحميل أولًا، ويمكن التراجع عنه.',
  'courses.upload.title': 'ملف التسجيلات',
  'courses.upload.file': 'الملف',
  'courses.upload.fileHint': 'Excel (XLSX) أو CSV أو نص. يسمّي الصف الأول الأعمدة، ولا يهم ترتيبها.',
  'courses.upload.missing': 'اختر ملفًا.',
  'courses.columns': 'الأعمدة',
  'courses.column.identifier': 'صاحب التسجيل: المعرّف الأساسي أو الرمز الشريطي أو أي معرّف آخر؛ مطلوب',
  'courses.column.code': 'مطلوب',
  'courses.column.name': 'اسم المقرر المتداول',
  'courses.column.section': 'مجموعة المقرر أو شعبته',
  'courses.column.term': 'الفصل الدراسي',
  'courses.column.start': 'اليوم الأول، مثل 2026-09-01',
  'courses.column.end': 'اليوم الأخير',
  'courses.replaces':
    'يستبدل الملف لكل مستخدم وارد فيه مقررات الملفات السابقة. ومن لا يرد فيه يحتفظ بمقرراته، ومن كان في أحد صفوفه خطأ يحتفظ بكل شيء.',

  'tasks.kind.courses': 'المقررات',
  'tasks.run.courses': 'تحميل المقررات…',
  'stage.planned.courses':
    '{count, plural, zero {لن تتغير مقررات أحد} one {ستتغير مقررات مستخدم واحد} two {ستتغير مقررات مستخدمَين} few {ستتغير مقررات # مستخدمين} many {ستتغير مقررات # مستخدمًا} other {ستتغير مقررات # مستخدم}}',
  'stage.completed.courses':
    '{count, plural, zero {لم تتغير مقررات أحد} one {تغيّرت مقررات مستخدم واحد} two {تغيّرت مقررات مستخدمَين} few {تغيّرت مقررات # مستخدمين} many {تغيّرت مقررات # مستخدمًا} other {تغيّرت مقررات # مستخدم}}',
  'task.confirm.courses.title':
    '{count, plural, zero {ألا تُغيَّر مقررات أحد؟} one {هل تُغيَّر مقررات مستخدم واحد؟} two {هل تُغيَّر مقررات مستخدمَين؟} few {هل تُغيَّر مقررات # مستخدمين؟} many {هل تُغيَّر مقررات # مستخدمًا؟} other {هل تُغيَّر مقررات # مستخدم؟}}',
  'task.confirm.submit.courses': 'تحميلها',

  'reason.unknown_user': 'لا أحد لديه هذا المعرّف',
  'reason.course_contradicted': 'المقرر نفسه مرتين بقيم مختلفة',
  'reason.ends_before_start': 'ينتهي قبل أن يبدأ',
  'reason.not_an_identifier': 'ليس معرّفًا',
  'reason.number_too_long': 'العدد طويل جدًا: ربما قرّبه برنامج الجداول',
  'element.from_file': 'من ملف',
} satisfies Record<keyof typeof english, string>
