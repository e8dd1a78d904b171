/** A JSON value as PostgreSQL's jsonb gives it back. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * A user record as a flat document: path to value, no nulls, `{"user_group": "UG", "note/ab12": {…}}`.
 * Flat, because then difference, merge, undo and replay are plain top-level operations, here and in SQL.
 */
export type RecordDocument = Record<string, Json>

/** What to write: path to new value; null clears a field or deletes an element. */
export type Patch = Record<string, Json>
