import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Permission } from '../../../contract/permissions.ts'
import { useText } from '../../i18n/use-text.ts'
import type { MessageKey } from '../../messages/en.ts'
import { useForbidden } from '../../session/session.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { ExportMenu } from '../export-menu.tsx'
import type { UserList } from '../use-user-list.ts'
import { canChooseAll, choiceOf } from './choice.ts'
import { type Population, useHandOver } from './use-hand-over.ts'

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
  const update = (status?: 'ACTIVE' | 'INACTIVE') => (population: Population) =>
    navigate({
      to: '/tasks/update-users',
      search: { ...population, ...(status ? { field: 'status', value: status } : {}) },
    })
  const go = (then: (population: Population) => unknown) => () => hand.handOver(then)
  const common = { isBusy: hand.isBusy, reason: hand.forbidden }
  return (
    <>
      <Action label="bulk.addToSet" needs={['sets.manage']} onClick={adding.open} />
      <Action {...common} label="bulk.update" needs={['tasks.update_users']} onClick={go(update())} />
      <Action
        {...common}
        label="bulk.deactivate"
        needs={['users.deactivate', 'tasks.update_users']}
        onClick={go(update('INACTIVE'))}
      />
      <Action
        {...common}
        label="bulk.activate"
        needs={['users.deactivate', 'tasks.update_users']}
        onClick={go(update('ACTIVE'))}
      />
      <Action
        {...common}
        label="bulk.purge"
        needs={['purge.run']}
        onClick={go(search => navigate({ to: '/purge/new', search }))}
      />
      {isAdding && (
        <Suspense>
          <AddToSetDialog choice={choice} onClose={adding.close} />
        </Suspense>
      )}
    </>
  )
}

type ActionProps = {
  label: MessageKey
  needs: Permission[]
  onClick: () => void
  /** Why it cannot be done, beside missing permissions. */
  reason?: string | undefined
  isBusy?: boolean
}

function Action({ label, needs, onClick, reason, isBusy = false }: ActionProps) {
  const t = useText()
  const forbidden = useForbidden()
  return (
    <ForbiddenAction reason={forbidden(...needs) ?? reason}>
      <Button variant="default" size="compact-sm" onClick={onClick} loading={isBusy}>
        {t(label)}
      </Button>
    </ForbiddenAction>
  )
}
