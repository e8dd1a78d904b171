/** Course enrolments by file, and files that jobs are made of. */
export const courses = {
  'upload.submit': 'Upload and plan',
  'upload.sending': 'Uploading: {share, number, percent}',
  'upload.reading': 'The file has arrived; the plan is being started.',

  'courses.title': 'Load courses',
  'courses.subtitle':
    'Say by a file who is enrolled in which course. The load is planned first, and can be undone.',
  'courses.upload.title': 'File of enrolments',
  'courses.upload.file': 'File',
  'courses.upload.fileHint':
    'Excel (XLSX), CSV or text. The first row names the columns; their order does not matter.',
  'courses.upload.missing': 'Choose a file.',
  'courses.columns': 'Columns',
  'courses.column.identifier': 'Whose enrolment it is: primary identifier, barcode or any other; needed',
  'courses.column.code': 'Needed',
  'courses.column.name': 'What people call the course',
  'courses.column.section': 'Group or section of the course',
  'courses.column.term': 'Semester or term',
  'courses.column.start': 'First day, as 2026-09-01',
  'courses.column.end': 'Last day',
  'courses.replaces':
    'For each user in the file, it replaces the courses of earlier files. Users who are not in it keep theirs. A user with a wrong row keeps everything.',

  'tasks.kind.courses': 'Courses',
  'tasks.run.courses': 'Load courses…',
  'stage.planned.courses':
    '{count, plural, one {The courses of # user would change} other {The courses of # users would change}}',
  'stage.completed.courses':
    '{count, plural, one {The courses of # user changed} other {The courses of # users changed}}',
  'task.confirm.courses.title': 'Change the courses of {count, plural, one {# user} other {# users}}?',
  'task.confirm.submit.courses': 'Load them',

  'reason.unknown_user': 'Nobody has this identifier',
  'reason.course_contradicted': 'The same course twice, with different values',
  'reason.ends_before_start': 'Ends before it begins',
  'reason.not_an_identifier': 'Not an identifier',
  'reason.number_too_long': 'Number too long: the spreadsheet may have rounded it',
  'element.from_file': 'From a file',
} as const
