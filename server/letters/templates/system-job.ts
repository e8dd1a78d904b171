import { letterTemplate } from './template.ts'

/** Tells how a job ended. `problem` and `link` may be empty; `counts` are those of users, `reasons` why. */
export const systemJob = letterTemplate({
  almaName: 'SystemJobLetter',
  values: {
    job: 'text',
    taskId: 'text',
    status: 'term',
    createdBy: 'text',
    startedAt: 'moment',
    endedAt: 'moment',
    runTime: 'text',
    counts: 'counts',
    reasons: 'counts',
    problem: 'text',
    link: 'address',
  },
  words: {
    en: {
      subject: 'Job {status}: {job}',
      paragraphs: [
        'The job “{job}” (number {taskId}) has ended.\nStatus: {status}\nCreated by: {createdBy}',
        'Started: {startedAt}\nEnded: {endedAt}\nRun time: {runTime}',
        'What went wrong: {problem}',
        'Users\n{counts}',
        'Reasons\n{reasons}',
        'Details and what can be undone:\n{link}',
      ],
    },
    de: {
      subject: 'Auftrag {status}: {job}',
      paragraphs: [
        'der Auftrag „{job}“ (Nummer {taskId}) ist beendet.\nStatus: {status}\nErstellt von: {createdBy}',
        'Begonnen: {startedAt}\nBeendet: {endedAt}\nLaufzeit: {runTime}',
        'Was schiefging: {problem}',
        'Benutzer\n{counts}',
        'Gründe\n{reasons}',
        'Einzelheiten, und was sich zurücknehmen lässt:\n{link}',
      ],
    },
    ar: {
      subject: 'المهمة {status}: {job}',
      paragraphs: [
        'انتهت المهمة «{job}» (رقم {taskId}).\nالحالة: {status}\nأنشأها: {createdBy}',
        'البداية: {startedAt}\nالنهاية: {endedAt}\nمدة التنفيذ: {runTime}',
        'ما الخطأ الذي حدث: {problem}',
        'المستخدمون\n{counts}',
        'الأسباب\n{reasons}',
        'التفاصيل وما يمكن التراجع عنه:\n{link}',
      ],
    },
  },
  terms: {
    en: {
      completed: 'completed',
      failed: 'failed',
      ...{ total: 'looked at', change: 'to be changed', keep: 'kept', reject: 'rejected' },
      ...{ done: 'done', skipped: 'skipped' },
    },
    de: {
      completed: 'abgeschlossen',
      failed: 'fehlgeschlagen',
      ...{ total: 'geprüft', change: 'zu ändern', keep: 'behalten', reject: 'abgelehnt' },
      ...{ done: 'erledigt', skipped: 'übersprungen' },
    },
    ar: {
      completed: 'مكتملة',
      failed: 'فشلت',
      ...{ total: 'تم فحصهم', change: 'سيتم تغييرهم', keep: 'تم الإبقاء عليهم', reject: 'مرفوضون' },
      ...{ done: 'تم', skipped: 'تم تخطيهم' },
    },
  },
})
