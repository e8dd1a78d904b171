import { Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Filter } from '../../contract/filter.ts'
import { listMembers, planDistribution } from '../../contract/network.ts'
import { listTasks } from '../../contract/tasks.ts'
import { q, useSend } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

type Props = { population: Filter; onClose: () => void }

/** Plans to send users to the members of the network zone, after saying what happens there (features T2). */
export function DistributeDialog({ population, onClose }: Props) {
  const t = useText()
  const navigate = useNavigate()
  const [target, setTarget] = useState('everywhere')
  const members = useQuery(q(listMembers, {}))
  const names = members.data?.items.map(({ name }) => name) ?? []
  const send = useSend(planDistribution, {
    invalidates: [listTasks],
    onSuccess: ({ task }) =>
      navigate({ to: '/tasks/$taskId', params: { taskId: String(task.taskId) }, search: {} }),
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('network.distribute')}
      confirmLabel={t('network.confirm')}
      onConfirm={() => send.mutate({ body: { population, onlyExisting: target === 'existing' } })}
      isSending={send.isPending}
      canConfirm={names.length > 0}
      error={members.error ?? send.error}
    >
      <Stack gap="sm">
        <Text size="sm">
          {members.isSuccess && names.length === 0
            ? t('problem.no_members')
            : t('network.members', { names: names.join(', ') })}
        </Text>
        <Radio.Group label={t('network.question')} value={target} onChange={setTarget}>
          <Stack gap={6} mt={6}>
            <Radio value="everywhere" label={t('network.everywhere')} />
            <Radio value="existing" label={t('network.existing')} />
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t('network.text')} {t('network.next')}
        </Text>
      </Stack>
    </ConfirmDialog>
  )
}
