import { Button, Checkbox, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { BodyOf } from '../../../contract/endpoint.ts'
import { addToSet, createSet, listSets, readSet, type UserSet } from '../../../contract/sets.ts'
import { countUsers, facetUsers, listUsers } from '../../../contract/users.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { SetSelect, useSets } from '../../sets/set-select.tsx'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { useForm } from '../../ui/form.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useToast } from '../../ui/use-toast.ts'
import type { Choice } from './choice.ts'

type Props = { choice: Choice; onClose: () => void }
type Target = 'existing' | 'new'

/** Adds the chosen users to one of one's own itemised sets, or to a new one. */
export function AddToSetDialog({ choice, onClose }: Props) {
  const t = useText()
  const { data } = useSets()
  const [chosen, setChosen] = useState<Target>()
  useFocusBack(true)
  const target = chosen ?? (data?.items.some(canTakeMembers) ? 'existing' : 'new')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('addToSet.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        {choice.count !== undefined && (
          <Text size="sm" c="dimmed">
            {t('saveSet.textSelected', { count: choice.count })}
          </Text>
        )}
        <Radio.Group
          label={t('addToSet.target')}
          value={target}
          onChange={value => setChosen(value === 'new' ? 'new' : 'existing')}
        >
          <Group gap="md" mt={6}>
            <Radio value="existing" label={t('addToSet.existing')} />
            <Radio value="new" label={t('addToSet.new')} />
          </Group>
        </Radio.Group>
        {target === 'new' ? (
          <NewSet choice={choice} onClose={onClose} />
        ) : (
          <ExistingSet choice={choice} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  )
}

/** A logical set is its filter, and those of others are for them to change. */
const canTakeMembers = (set: UserSet): boolean => set.kind === 'itemised' && set.isOwn

function ExistingSet({ choice, onClose }: Props) {
  const t = useText()
  const done = useDone(onClose)
  const [setId, setSetId] = useState<number>()
  const [isAsked, setAsked] = useState(false)
  const form = useForm(addToSet, {
    initial: {},
    request: () => ({ params: { setId: setId ?? 0 }, body: { filter: choice.filter } }),
    onSuccess: ({ set, added }) => done(t('addToSet.done', { name: set.name, count: added })),
  })
  return (
    <form
      {...form.props}
      onSubmit={event => {
        event.preventDefault()
        setAsked(true)
        if (setId !== undefined) void form.submit()
      }}
    >
      <Fields error={form.failure} isSending={form.isSending} onClose={onClose}>
        <SetSelect
          label={t('addToSet.set')}
          value={setId}
          onChange={setSetId}
          isOffered={canTakeMembers}
          error={isAsked && setId === undefined ? t('rule.required') : undefined}
          required
        />
      </Fields>
    </form>
  )
}

function NewSet({ choice, onClose }: Props) {
  const t = useText()
  const done = useDone(onClose)
  const initial: BodyOf<typeof createSet> = {
    name: '',
    kind: 'itemised',
    isPrivate: true,
    filter: choice.filter,
  }
  const form = useForm(createSet, {
    initial,
    request: body => ({ body }),
    onSuccess: set => done(t('saveSet.done', { name: set.name })),
  })
  return (
    <form {...form.props}>
      <Fields error={form.failure} isSending={form.isSending} onClose={onClose}>
        <TextInput {...form.text('name')} label={t('saveSet.name')} data-autofocus />
        <Checkbox {...form.check('isPrivate')} label={t('saveSet.private')} />
      </Fields>
    </form>
  )
}

type FieldsProps = { error: unknown; isSending: boolean; onClose: () => void; children: ReactNode }

function Fields({ error, isSending, onClose, children }: FieldsProps) {
  const t = useText()
  return (
    <Stack gap="sm">
      <FailureAlert error={error} />
      {children}
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={isSending}>
          {t('addToSet.confirm')}
        </Button>
      </Group>
    </Stack>
  )
}

/** The list itself may be that of the set's members. */
function useDone(onClose: () => void): (message: string) => Promise<void> {
  const toast = useToast()
  const client = useQueryClient()
  return async message => {
    onClose()
    toast(message)
    await invalidate(client, [listSets, readSet, listUsers, countUsers, facetUsers])
  }
}
