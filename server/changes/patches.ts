import { type RawBuilder, sql } from 'kysely'
import { segmentOf, splitPath } from '../fields/catalogue.ts'
import type { Patch } from '../fields/document.ts'

/**
 * What to write, as a relation with the columns user_id, patch, expected, expected_revision, fingerprint:
 * `patch` path → new value; `expected` the values that must still stand (else the user is left alone);
 * `expected_revision` likewise for the whole record; `fingerprint` of the feed element behind the patch.
 */
export type PatchRelation = { rows: RawBuilder<unknown>; touched: Touched }

/** Which columns and which segments the patches name; statements are built for these only. */
export type Touched = { scalars: string[]; kinds: string[] }

export type UserPatch = { userId: number; patch: Patch; expected?: Patch; expectedRevision?: number }

/** Sorts the paths of patches into columns and segment kinds. */
export function touchedBy(paths: Iterable<string>): Touched {
  const scalars = new Set<string>()
  const kinds = new Set<string>()
  for (const path of paths) {
    const { kind, elementId } = splitPath(path)
    if (elementId === undefined) scalars.add(kind)
    else kinds.add(kind)
  }
  return { scalars: [...scalars], kinds: [...kinds] }
}

/** The relation of a few patches that are at hand. */
export function patchRelation(patches: readonly UserPatch[]): PatchRelation {
  const rows = patches.map(one => ({
    user_id: one.userId,
    patch: one.patch,
    expected: one.expected ?? null,
    expected_revision: one.expectedRevision ?? null,
  }))
  return {
    rows: sql`select user_id, patch, expected, expected_revision, null::uuid as fingerprint
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as p(user_id bigint, patch jsonb, expected jsonb, expected_revision integer)`,
    touched: touchedBy(patches.flatMap(one => Object.keys(one.patch))),
  }
}

/** Kinds that live in tables of their own, with their table. */
export function tableKinds(kinds: readonly string[]): { kind: string; table: string }[] {
  return kinds.flatMap(kind => {
    const store = segmentOf(kind)!.store
    return 'table' in store ? [{ kind, table: store.table }] : []
  })
}

/** `like` patterns of the paths kept in the contact document. */
export function contactPatterns(kinds: readonly string[]): string[] {
  return kinds.filter(kind => 'document' in segmentOf(kind)!.store).map(kind => `${kind}/%`)
}
