import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import { childText, type XmlElement } from '../alma-user/xml-element.ts'
import type { Context } from '../context.ts'
import type { Assignment } from '../registration/assignment.ts'
import type { FeedBatch, FeedProblem, FeedRecord } from './feed/feed-types.ts'
import { parseFeedRecord } from './feed/parse-user.ts'
import { type MapScope, mapUser } from './map-user.ts'
import { planPeople } from './plan-people.ts'

/** What planning a feed carries from batch to batch. */
export type FeedScope = MapScope & {
  taskId: number
  today: string
  /** Number of outcomes so far. */
  position: number
  /** Primary identifiers, in lower case, that people without one have got in this feed. */
  chosenIds: Set<string>
  /** What gives new people their roles. */
  assignment: Assignment
}

/** One row of `task_outcome` to be written. */
export type Outcome = {
  position: number
  user_id?: number
  subject: string
  outcome: 'change' | 'keep' | 'reject'
  reasons: string[]
  details?: Record<string, unknown>
  new?: Record<string, unknown>
}

/** Plans the records of one batch; returns how many could not even be read. */
export async function planBatch(ctx: Context, scope: FeedScope, batch: FeedBatch): Promise<number> {
  const first = scope.position
  scope.position += batch.records.length
  const unchanged = await planUnchanged(ctx, scope, { records: batch.records, first })
  const rejects: Outcome[] = []
  const people = []
  for (const [index, record] of batch.records.entries()) {
    const position = first + index + 1
    if (unchanged.has(position)) continue
    const read = readRecord(record, scope)
    if ('user' in read) people.push({ position, record, user: read.user })
    else rejects.push({ position, ...read.reject })
  }
  const broken =
    rejects.filter(reject => reject.details?.['problems'] === undefined).length + batch.problems.length
  for (const problem of batch.problems) rejects.push({ position: ++scope.position, ...brokenRecord(problem) })
  await insertOutcomes(ctx, scope, rejects)
  await planPeople(ctx, scope, people)
  return broken
}

/**
 * Whose last element had the same bytes: nothing to parse, nothing to compare. Returns the positions settled. People
 * without identifiers can have the same bytes as their namesakes; then the first record means the first of them.
 */
async function planUnchanged(
  ctx: Context,
  scope: FeedScope,
  { records, first }: { records: FeedRecord[]; first: number },
): Promise<Set<number>> {
  const { institutionId } = ctx.institution
  const fingerprints = records.map(record => record.fingerprint)
  const { rows } = await sql<{ position: number }>`
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons)
    select ${institutionId}, ${scope.taskId}, ${first}::integer + f.position, u.user_id, u.primary_id, 'keep', array['unchanged']
    from (select fingerprint, position, row_number() over (partition by fingerprint order by position) as nth
      from unnest(${fingerprints}::uuid[]) with ordinality as r(fingerprint, position)) f
    join (select user_id, primary_id, sis_fingerprint,
        row_number() over (partition by sis_fingerprint order by user_id) as nth
      from user_account
      where institution_id = ${institutionId} and sis_fingerprint = any (${fingerprints}::uuid[])) u
      on u.sis_fingerprint = f.fingerprint and u.nth = f.nth
    order by f.position
    on conflict (institution_id, user_id, task_id) where user_id is not null do nothing
    returning position`.execute(ctx.db)
  return new Set(rows.map(row => row.position))
}

type Reject = Omit<Outcome, 'position'>

function readRecord(record: FeedRecord, scope: FeedScope) {
  const parsed = parseFeedRecord(record)
  if ('problem' in parsed) return { reject: brokenRecord(parsed.problem) }
  const mapped = mapUser(parsed.element, scope)
  return 'user' in mapped ? mapped : { reject: wrongValues(record, parsed.element, mapped.problems) }
}

function wrongValues(record: FeedRecord, element: XmlElement, problems: FieldProblem[]): Reject {
  return {
    subject: childText(element, 'primary_id') || `${record.file}:${record.line}`,
    outcome: 'reject',
    reasons: [...new Set(problems.map(problem => problem.rule))],
    details: { file: record.file, line: record.line, problems },
  }
}

function brokenRecord(problem: FeedProblem): Reject {
  return {
    subject: problem.line === null ? problem.file : `${problem.file}:${problem.line}`,
    outcome: 'reject',
    reasons: [problem.code],
    details: { file: problem.file, line: problem.line, ...problem.parameters },
  }
}

/** Writes outcomes, in one statement. */
export async function insertOutcomes(ctx: Context, scope: FeedScope, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details, new)
    select ${ctx.institution.institutionId}, ${scope.taskId}, position, user_id, subject, outcome, reasons, details, new
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as r(position integer, user_id bigint, subject text,
      outcome text, reasons text[], details jsonb, new jsonb)`.execute(ctx.db)
}
