import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useText } from '../i18n/use-text.ts'
import { BulkAction } from '../users/bulk/bulk-action.tsx'
import { type Population, useHandOver } from '../users/bulk/use-hand-over.ts'
import { filterOfPrimaryIds } from '../users/filter-of-url.ts'

const OpenReviewDialog = lazy(async () => ({
  default: (await import('../access-reviews/open-review-dialog.tsx')).OpenReviewDialog,
}))

/** What can be done with the chosen named users: each way leads to a job that shows its plan first. */
export function SeatActions({ primaryIds, onDone }: { primaryIds: readonly string[]; onDone: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const [isReviewing, reviewing] = useDisclosure(false)
  const filter = filterOfPrimaryIds(primaryIds)
  const hand = useHandOver({ filter, count: primaryIds.length, isAll: false })
  const update = (change: object) => () =>
    hand.handOver((population: Population) =>
      navigate({ to: '/tasks/update-users', search: { ...population, ...change } }),
    )
  const common = { isBusy: hand.isBusy, reason: hand.forbidden }
  return (
    <Group gap="0.375rem 0.5rem">
      <Text size="sm" fw={600} role="status">
        {t('table.selected', { count: primaryIds.length })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onDone}>
        {t('table.clearSelection')}
      </Button>
      <BulkAction
        {...common}
        label="bulk.deactivate"
        needs={['users.deactivate', 'tasks.update_users']}
        onClick={update({ field: 'status', value: 'INACTIVE' })}
      />
      <BulkAction
        {...common}
        label="seats.removeRoles"
        needs={['users.edit_roles', 'tasks.update_users']}
        onClick={update({ remove: 'role' })}
      />
      <BulkAction
        {...common}
        label="seats.setPurgeDate"
        needs={['tasks.update_users']}
        onClick={update({ field: 'purge_date' })}
      />
      <BulkAction label="reviews.open" needs={['reviews.manage']} onClick={reviewing.open} />
      {isReviewing && (
        <Suspense>
          <OpenReviewDialog whom={{ population: filter }} onClose={reviewing.close} />
        </Suspense>
      )}
    </Group>
  )
}
