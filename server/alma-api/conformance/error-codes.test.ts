import { expect, test } from 'vitest'
import { absentRows, loanRows, requestRows } from './testing/circulation-rows.ts'
import { organisationRows, tableRows } from './testing/conf-rows.ts'
import { feeReportRows, feeRows } from './testing/fee-rows.ts'
import { jobRows } from './testing/job-rows.ts'
import { neverAnswered } from './testing/never-answered.ts'
import type { Row } from './testing/run-rows.ts'
import { setRows } from './testing/set-rows.ts'
import { actingRows, readingRows, writingRows } from './testing/user-rows.ts'

/** Codes that the facts name for operations which Carrel answers, by section (alma-api §§2 and 3). */
const named = {
  '2.1 users': `60101 60224 60225 60226 60227 60228 60229 60230 60231 60232 60349 401651 401658 401664 401676 401850
    401851 401852 401853 401854 401855 401857 401858 401859 401860 401861 401863 401864 401866 401890 402119 500038
    4019990 4019998 401652`,
  '2.7 attachments': '60100 60321 60322 401861',
  '2.8 loans': '60258 60340 401153 401651 401652 401672 401681 401822 401823 401824 401861 401890',
  '2.9 requests': `60258 60308 60309 60310 60324 60325 60326 60327 60328 60330 60331 60340 401129 401136 401652 401666
    401684 401694 401890 401895 401907 401932 401933 401934 402205`,
  '2.10 resource sharing': `401604 401607 401608 401694 401768 402039 402362 40166411 40166412 40166422 40166425 40166426
    40166450`,
  '2.11 purchase requests': `60221 60270 60271 60272 60273 60274 60275 60276 60277 60278 60279 60280 60281 60282 60283
    60329 401873 401890 402469 402880`,
  '2.12 fees': `60258 60340 401651 401665 401666 401861 402119 4019991 4019992 4019993 4019994 4019996 4019997 4019999`,
  '2.13 deposits': '401652 401666 402205 402238',
  '3.1 sets': `60106 60107 60108 60110 60111 60112 60113 60114 60115 60116 60117 60118 60119 60120 60176 60204 60205
    60206 60209 60210 60311 60334 60335 60336 402119 402218 402228 402261 402262 402263 402264 402265 402266 402267 402269
    402270 402282 500127 40166408 40166410`,
  '3.2 jobs': `60332 60333 60347 402215 402216 402217 402218 402219 402220 402221 402222 402223 402224 402225 402226
    402228 402229 402231 402248 402249 40166410`,
  '3.5 tables': '90100 90101 90102 90121 90122 90123 90125 90126 90127 402119 40166411',
  '3.6 organisation': '60297 60298 60299 60300 60301 60302 60304 401664',
  '3.7 letters': '60105 60343 60344 40166411',
  '3.8 reminders': '60177 60178 60179 60180 60181 60182 60183 60184 60185',
}

const rows: readonly Row[] = [
  ...[...readingRows, ...writingRows, ...actingRows, ...loanRows, ...requestRows, ...absentRows],
  ...[...feeRows, ...feeReportRows, ...setRows, ...jobRows, ...tableRows, ...organisationRows],
]
const produced = new Set(rows.flatMap(([, gives]) => ('code' in gives ? [gives.code] : [])))
const never = neverAnswered.flatMap(([codes]) => codes.split(', '))
const all = new Set(Object.values(named).flatMap(codes => codes.split(/\s+/)))

test('every code that is named is produced by a row, or cannot happen for a reason', () => {
  expect([...all].filter(code => !produced.has(code) && !never.includes(code)).sort()).toEqual([])
})

test('no code is in both, twice in the list, or in the list without being named', () => {
  expect(never.filter(code => produced.has(code))).toEqual([])
  expect(never.filter((code, at) => never.indexOf(code) !== at)).toEqual([])
  expect(never.filter(code => !all.has(code))).toEqual([])
})

test('codes that are answered and not named are known', () => {
  // A type of transactions has its own in the facts of the report.
  expect([...produced].filter(code => !all.has(code))).toEqual(['40166419'])
})
