import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { ExportMenu } from '../export-menu.tsx'
import type { UserList } from '../use-user-list.ts'
import { BulkAction } from './bulk-action.tsx'
import { canChooseAll, choiceOf } from './choice.ts'
import { type Population, useHandOver } from './use-hand-over.ts'

const DistributeDialog = lazy(async () => ({
  default: (await import('../../network/distribute-dialog.tsx')).DistributeDialog,
}))
const RecalculateDialog = lazy(async () => ({
  default: (await import('../../registration/recalculate-dialog.tsx')).RecalculateDialog,
}))
const OpenReviewDialog = lazy(async () => ({
  default: (await import('../../access-reviews/open-review-dialog.tsx')).OpenReviewDialog,
}))
const AddToSetDialog = lazy(async () => ({
  default: (await import('./add-to-set-dialog.tsx')).AddToSetDialog,
}))

/** Whom the person has chosen, and what can be done with them all (features A7). */
export function BulkBar({ list }: { list: UserList }) {
  const t = useText()
  const { selected, isAll, total, clear, selectAll, shown } = list
  const choice = choiceOf(list)
  return (
    <Group gap="0.375rem 0.5rem">
      <Text size="sm" fw={600} role="status">
        {isAll && total !== undefined
          ? t('bulk.all', { count: total })
          : t('table.selected', { count: selected.length })}
      </Text>
      {canChooseAll(list, shown) && (
        <Button variant="light" size="compact-sm" onClick={selectAll}>
          {t('bulk.selectAll', { count: total ?? 0 })}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        {t('table.clearSelection')}
      </Button>
      <Actions list={list} />
      <ExportMenu search={list.search} choice={choice} isSmall />
    </Group>
  )
}

function Actions({ list }: { list: UserList }) {
  const choice = choiceOf(list)
  const navigate = useNavigate()
  const hand = useHandOver(choice)
  const [isAdding, adding] = useDisclosure(false)
  const [isReviewing, reviewing] = useDisclosure(false)
  const [isDistributing, distributing] = useDisclosure(false)
  const [isRecalculating, recalculating] = useDisclosure(false)
  const update = (status?: 'ACTIVE' | 'INACTIVE') => (population: Population) =>
    navigate({
      to: '/tasks/update-users',
      search: { ...population, ...(status ? { field: 'status', value: status } : {}) },
    })
  const go = (then: (population: Population) => unknown) => () => hand.handOver(then)
  const common = { isBusy: hand.isBusy, reason: hand.forbidden }
  return (
    <>
      <BulkAction label="bulk.addToSet" needs={['sets.manage']} onClick={adding.open} />
      <BulkAction {...common} label="bulk.update" needs={['tasks.update_users']} onClick={go(update())} />
      <BulkAction
        {...common}
        label="bulk.deactivate"
        needs={['users.deactivate', 'tasks.update_users']}
        onClick={go(update('INACTIVE'))}
      />
      <BulkAction
        {...common}
        label="bulk.activate"
        needs={['users.deactivate', 'tasks.update_users']}
        onClick={go(update('ACTIVE'))}
      />
      <BulkAction
        {...common}
        label="bulk.purge"
        needs={['purge.run']}
        onClick={go(search => navigate({ to: '/purge/new', search }))}
      />
      <BulkAction
        {...common}
        label="bulk.waiveFees"
        needs={['tasks.waive_fees']}
        onClick={go(search => navigate({ to: '/tasks/waive-fees', search }))}
      />
      <BulkAction
        label="assignment.recalculate.action"
        needs={['tasks.update_roles']}
        onClick={recalculating.open}
      />
      {isRecalculating && (
        <Suspense>
          <RecalculateDialog population={choice.filter} onClose={recalculating.close} />
        </Suspense>
      )}
      <BulkAction label="network.distribute" needs={['users.distribute']} onClick={distributing.open} />
      <BulkAction label="reviews.open" needs={['reviews.manage']} onClick={reviewing.open} />
      {isReviewing && (
        <Suspense>
          <OpenReviewDialog whom={{ population: choice.filter }} onClose={reviewing.close} />
        </Suspense>
      )}
      {isDistributing && (
        <Suspense>
          <DistributeDialog population={choice.filter} onClose={distributing.close} />
        </Suspense>
      )}
      {isAdding && (
        <Suspense>
          <AddToSetDialog choice={choice} onClose={adding.close} />
        </Suspense>
      )}
    </>
  )
}
