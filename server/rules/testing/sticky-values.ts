import type { Json } from '../../fields/document.ts'

/** What a field holds first, by the student system; what staff enter; and what the student system sends after that. */
export type ThreeValues = { A: Json; B: Json; C: Json }

/** Three values of every sticky field. */
export const stickyValues: Readonly<Record<string, ThreeValues>> = {
  pref_first_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
  pref_middle_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
  pref_last_name: { A: 'Ann', B: 'Bea', C: 'Cid' },
  user_title: { A: 'MR', B: 'DR', C: 'PROF' },
  pin_number: { A: '1111', B: '2222', C: '3333' },
  job_category: { A: 'CIRC_DESK', B: 'CATALOGER', C: 'SYSTEMS' },
  user_group: { A: 'STUDENT', B: 'FACULTY', C: 'GUEST' },
  campus_code: { A: 'NORTH', B: 'SOUTH', C: 'EAST' },
  preferred_language: { A: 'fr', B: 'de', C: 'es' },
  rs_libraries: { A: ['MAIN'], B: ['LAW'], C: ['MAIN', 'LAW'] },
  cataloger_level: { A: '00', B: '10', C: '20' },
  library_notices: { A: { LoanLetter: true }, B: { LoanLetter: false }, C: { HoldLetter: true } },
}
