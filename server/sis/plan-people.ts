import { sql } from 'kysely'
import { choosePrimaryIds } from '../changes/choose-primary-ids.ts'
import { newUserIds } from '../changes/create-users.ts'
import { differenceOf } from '../changes/difference.ts'
import { patchRelation } from '../changes/patches.ts'
import { rememberFingerprints, type SeenElement } from '../changes/remember-fingerprints.ts'
import type { Context } from '../context.ts'
import type { Patch, RecordDocument } from '../fields/document.ts'
import { type Name, namesClash } from '../fields/identifier-key.ts'
import { documentOf } from '../fields/read-document.ts'
import type { FeedRecord } from './feed/feed-types.ts'
import { feedPatch, newRecord } from './feed-patch.ts'
import type { FeedUser } from './map-user.ts'
import { type Match, matchPeople } from './match-people.ts'
import { type FeedScope, insertOutcomes, type Outcome } from './plan-batch.ts'

export type Person = { position: number; record: FeedRecord; user: FeedUser }

/** Plans the people of a batch who are not known to be unchanged: create, update, leave alone or reject. */
export async function planPeople(ctx: Context, scope: FeedScope, people: Person[]): Promise<void> {
  if (people.length === 0) return
  const matches = await matchPeople(ctx, scope, people)
  const settled: Outcome[] = []
  const toCreate: Person[] = []
  const toUpdate: { person: Person; match: Match }[] = []
  const seen = new Set<number>()
  for (const person of people) {
    const match = matches.get(person.position)
    const refusal = refuse(person, { match, scope, seen })
    if (refusal) settled.push(refusal)
    else if (!match) toCreate.push(person)
    else {
      toUpdate.push({ person, match })
      seen.add(match.user_id)
    }
  }
  const users = (list: Person[]) => list.map(person => person.user)
  await choosePrimaryIds(ctx, users(toCreate), { others: users(people), chosen: scope.chosenIds })
  await insertOutcomes(ctx, scope, [...settled, ...(await creations(ctx, scope, toCreate))])
  await planUpdates(ctx, scope, toUpdate)
}

const subjectOf = ({ user, record }: Person): string =>
  String(user.fields['primary_id'] ?? `${record.file}:${record.line}`)

/** Why a person is neither created nor updated, or undefined. */
function refuse(
  person: Person,
  { match, scope, seen }: { match: Match | undefined; scope: FeedScope; seen: Set<number> },
): Outcome | undefined {
  const { position, record } = person
  const outcome = (kind: 'keep' | 'reject', reason: string): Outcome => ({
    position,
    subject: subjectOf(person),
    outcome: kind,
    reasons: [reason],
    details: { file: record.file, line: record.line },
  })
  const { profile } = scope
  if (identifiersRepeat(person.user, scope)) return outcome('reject', 'identifier_repeated')
  if (!match) return profile.addUnmatched ? undefined : outcome('keep', 'unmatched')
  if (match.is_planned || seen.has(match.user_id)) return outcome('reject', 'duplicate_in_feed')
  if (profile.action === 'import') return outcome('keep', 'already_exists')
  if (match.account_type !== 'EXTERNAL') return outcome('reject', 'internal_user')
  const isOurs = match.external_id === profile.code || match.external_id === 'SIS_temp'
  return isOurs ? undefined : outcome('reject', 'owned_by_other_system')
}

function identifiersRepeat(user: FeedUser, { isCaseSensitive }: FeedScope): boolean {
  const names: Name[] = Object.entries(user.elements)
    .filter(([path]) => path.startsWith('identifier/'))
    .map(([, element]) => ({ value: String((element as { value: string }).value), isPrimary: false }))
  const primaryId = user.fields['primary_id']
  if (primaryId != null) names.push({ value: String(primaryId), isPrimary: true })
  return names.some((one, index) =>
    names.slice(0, index).some(other => namesClash(one, other, isCaseSensitive)),
  )
}

async function creations(ctx: Context, scope: FeedScope, people: Person[]): Promise<Outcome[]> {
  const userIds = await newUserIds(ctx, people.length)
  return people.map((person, index) => ({
    position: person.position,
    user_id: userIds[index]!,
    subject: subjectOf(person),
    outcome: 'change',
    reasons: ['created'],
    details: { fingerprint: person.record.fingerprint, file: person.record.file, line: person.record.line },
    new: newRecord(person.user, scope),
  }))
}

/** Compares matched people with their records; equal ones only get the new fingerprint. */
async function planUpdates(
  ctx: Context,
  scope: FeedScope,
  updates: { person: Person; match: Match }[],
): Promise<void> {
  if (updates.length === 0) return
  const { institutionId } = ctx.institution
  const documents = await readDocuments(
    ctx,
    updates.map(update => update.match.user_id),
  )
  const patches: { userId: number; patch: Patch }[] = updates.map(({ person, match }) => ({
    userId: match.user_id,
    patch: feedPatch(documents.get(match.user_id)!, person.user, scope),
  }))
  const rows = updates.map(({ person, match }) => ({
    user_id: match.user_id,
    position: person.position,
    fingerprint: person.record.fingerprint,
  }))
  const difference = differenceOf(patchRelation(patches), {
    institutionId,
    today: scope.today,
    source: 'sis',
  })
  const { rows: same } = await sql<SeenElement>`
    with difference as materialized (${difference}),
    records as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(user_id bigint, position integer, fingerprint uuid)),
    planned as (
      insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details, old, new)
      select ${institutionId}, ${scope.taskId}, r.position, r.user_id, d.primary_id,
        case when d.new is null then 'keep' else 'change' end,
        case when d.new is null then array['unchanged'] else array['updated'] end,
        case when d.new is not null then jsonb_build_object('fingerprint', r.fingerprint) end, d.old, d.new
      from records r join difference d using (user_id)
      returning user_id, outcome)
    select user_id, d.revision, r.fingerprint
    from planned p join difference d using (user_id) join records r using (user_id)
    where p.outcome = 'keep'`.execute(ctx.db)
  await rememberFingerprints(ctx, same)
}

async function readDocuments(ctx: Context, userIds: number[]): Promise<Map<number, RecordDocument>> {
  const { rows } = await sql<{ user_id: number; document: RecordDocument }>`
    select u.user_id, ${documentOf()} as document from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, row.document]))
}
