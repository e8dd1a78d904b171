/** Statistical categories with the type that each belongs to. */
export const statisticalCategories = [
  { code: 'ARTS', label: 'College of Arts & Letters', category_type: 'SCHOOL' },
  { code: 'SCIENCE', label: 'College of Science', category_type: 'SCHOOL' },
  { code: 'ENGINEERING', label: 'College of Engineering', category_type: 'SCHOOL' },
  { code: 'BUSINESS', label: 'School of Business', category_type: 'SCHOOL' },
  { code: 'EDUCATION', label: 'School of Education', category_type: 'SCHOOL' },
  { code: 'NURSING', label: 'School of Nursing', category_type: 'SCHOOL' },
  { code: 'MEDICINE', label: 'School of Medicine', category_type: 'SCHOOL' },
  { code: 'LAW', label: 'School of Law', category_type: 'SCHOOL' },
  { code: 'MUSIC', label: 'Conservatory of Music', category_type: 'SCHOOL' },
  { code: 'YEAR1', label: 'First year', category_type: 'LEVEL' },
  { code: 'YEAR2', label: 'Second year', category_type: 'LEVEL' },
  { code: 'YEAR3', label: 'Third year', category_type: 'LEVEL' },
  { code: 'YEAR4', label: 'Fourth year', category_type: 'LEVEL' },
  { code: 'MASTERS', label: "Master's program", category_type: 'LEVEL' },
  { code: 'DOCTORAL', label: 'Doctoral program', category_type: 'LEVEL' },
  { code: 'FULLTIME', label: 'Full time', category_type: 'ATTENDANCE' },
  { code: 'PARTTIME', label: 'Part time', category_type: 'ATTENDANCE' },
  { code: 'DISTANCE', label: 'Distance learning', category_type: 'ATTENDANCE' },
] as const

export const statisticalTypes = [
  { code: 'SCHOOL', label: 'School or college' },
  { code: 'LEVEL', label: 'Level of study' },
  { code: 'ATTENDANCE', label: 'Attendance' },
] as const

export type SchoolCode = Extract<(typeof statisticalCategories)[number], { category_type: 'SCHOOL' }>['code']

/** Departments by school: they appear in job descriptions and office addresses. */
export const departments: Record<SchoolCode, readonly string[]> = {
  ARTS: [
    'History',
    'Philosophy',
    'English & Comparative Literature',
    'Linguistics',
    'Anthropology',
    'Classics',
  ],
  SCIENCE: [
    'Chemistry',
    'Physics & Astronomy',
    'Biology',
    'Mathematics',
    'Earth & Lake Sciences',
    'Psychology',
  ],
  ENGINEERING: ['Civil Engineering', 'Computer Science', 'Mechanical Engineering', 'Materials Science'],
  BUSINESS: ['Accounting & Finance', 'Marketing', 'Management', 'Economics'],
  EDUCATION: ['Teacher Education', 'Special Education', 'Educational Leadership'],
  NURSING: ['Acute Care', 'Community Health', 'Midwifery'],
  MEDICINE: ['Internal Medicine', 'Pediatrics', 'Surgery', 'Public Health', 'Anatomy'],
  LAW: ['Law', 'Legal Clinic'],
  MUSIC: ['Composition', 'Strings', 'Voice & Opera', 'Musicology'],
}
