import { sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { librariesSeen } from '../fields/owned.ts'
import { ownerOf } from './fee-rows.ts'

type OwnerInput = {
  owner?: string
  desk?: string
  /** What the type says: `LIBRARY`, `ANY`, or the institution. */
  ownedBy: string | null
}

/**
 * Whether the type allows the owner: a fee of a library is added at a desk of that library (seed 002, adding), one of the
 * institution anywhere. Programs stand at no desk.
 */
export async function judgeOwner(ctx: Context, { ownedBy, ...input }: OwnerInput): Promise<FieldProblem[]> {
  const owner = ownerOf(ctx, input.owner)
  if (owner === null) return ownedBy === 'LIBRARY' ? [{ field: 'owner', rule: 'owner_must_be_library' }] : []
  if (ownedBy !== 'LIBRARY' && ownedBy !== 'ANY')
    return [{ field: 'owner', rule: 'owner_must_be_institution' }]
  const owners = librariesSeen(ctx)?.owners
  if (owners && !owners.includes(owner)) return [{ field: 'owner', rule: 'not_your_library' }]
  const { isThere, deskIsHere } = await readPlace(ctx, owner, input.desk)
  if (!isThere) return [{ field: 'owner', rule: 'unknown_code' }]
  if (ctx.actor.kind !== 'staff') return []
  if (input.desk === undefined) return [{ field: 'desk', rule: 'desk_needed' }]
  return deskIsHere ? [] : [{ field: 'desk', rule: 'desk_of_other_library' }]
}

async function readPlace(ctx: Context, library: string, desk: string | undefined) {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ isThere: boolean; deskIsHere: boolean }>`
    select exists (select from library where institution_id = ${institutionId} and code = ${library}) as "isThere",
      exists (select from code_value where institution_id = ${institutionId} and table_name = ${feeTables.desk}
        and code = ${desk ?? null} and details ->> 'library' = ${library}) as "deskIsHere"`.execute(ctx.db)
  return rows[0]!
}
