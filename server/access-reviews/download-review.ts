import type { ReviewedRole } from '../../contract/access-reviews.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import type { Download } from '../http/download.ts'
import { contentTypes, type TableFormat, writeTable } from '../spreadsheets/write-table.ts'
import { readItems } from './list-items.ts'
import { readReview } from './read-review.ts'

const columns = [
  { key: 'primaryId', label: 'Primary Identifier' },
  { key: 'name', label: 'Name' },
  { key: 'roles', label: 'Staff Roles' },
  { key: 'lastLogin', label: 'Last Sign-in' },
  { key: 'decision', label: 'Decision' },
  { key: 'note', label: 'Note' },
  { key: 'decidedBy', label: 'Decided By' },
  { key: 'decidedAt', label: 'Decided At' },
  { key: 'outcome', label: 'Outcome' },
  { key: 'reasons', label: 'Reasons' },
]

const itemsAtOnce = 2000

/** The report of a review as a file, as it stands; moments are in UTC. */
export async function downloadReview(
  ctx: Context,
  { reviewId, format }: { reviewId: number; format: TableFormat },
): Promise<Download> {
  requirePermission(ctx, 'reviews.manage')
  const { review } = await readReview(ctx, reviewId)
  return {
    fileName: `${review.name}.${format}`,
    contentType: contentTypes[format],
    stream: writeTable(format, columns, rowsOf(ctx, reviewId)),
  }
}

async function* rowsOf(ctx: Context, reviewId: number) {
  for (let after: string | undefined; ; ) {
    const { items, next } = await readItems(ctx, {
      reviewId,
      limit: itemsAtOnce,
      ...(after ? { after } : {}),
    })
    for (const item of items)
      yield {
        primaryId: item.primaryId ?? null,
        name: item.name ?? null,
        roles: item.roles.map(roleText).join('; '),
        lastLogin: item.lastLogin ?? null,
        decision: item.decision ?? 'undecided',
        note: item.note ?? null,
        decidedBy: item.decidedBy ?? null,
        decidedAt: item.decidedAt ?? null,
        outcome: item.outcome ?? null,
        reasons: item.reasons.join('; '),
      }
    if (next === undefined) return
    after = next
  }
}

function roleText({ label, scope, isEnabled }: ReviewedRole): string {
  const whole = scope ? `${label} (${scope})` : label
  return isEnabled ? whole : `${whole} [disabled]`
}
