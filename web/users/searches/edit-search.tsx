import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  deleteSavedSearch,
  editSavedSearch,
  listSavedSearches,
  type SavedSearch,
} from '../../../contract/saved-searches.ts'
import { invalidate, useSend } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useForm } from '../../ui/form.ts'

/** What replaces the button that was pressed takes its focus. */
const focus = (element: HTMLElement | null) => element?.focus()

type PartProps = { search: SavedSearch; onClose: () => void }

/** Renames and shares, in the place of the entry. */
export function EditSearch({ search, onClose }: PartProps) {
  const t = useText()
  const forbidden = useForbidden()
  const client = useQueryClient()
  const form = useForm(editSavedSearch, {
    initial: { name: search.name, isShared: search.isShared },
    request: body => ({ params: { searchId: search.searchId }, body }),
    onSuccess: async () => {
      onClose()
      await invalidate(client, [listSavedSearches])
    },
  })
  return (
    <form {...form.props}>
      <Stack gap="xs">
        <FailureAlert error={form.failure} />
        <TextInput {...form.text('name')} ref={focus} label={t('searches.name')} required />
        <ForbiddenAction reason={search.isShared ? undefined : forbidden('sets.manage')}>
          <Checkbox {...form.check('isShared')} label={t('searches.share')} />
        </ForbiddenAction>
        <Buttons label={t('action.save')} isSending={form.isSending} onClose={onClose} />
      </Stack>
    </form>
  )
}

/** Asks before it deletes, in the place of the entry. */
export function DeleteSearch({ search, onClose }: PartProps) {
  const t = useText()
  const remove = useSend(deleteSavedSearch, { invalidates: [listSavedSearches], onSuccess: onClose })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        remove.mutate({ params: { searchId: search.searchId } })
      }}
    >
      <Stack gap="xs">
        <FailureAlert error={remove.error} />
        <Text size="sm">{t('searches.deleteText', { name: search.name })}</Text>
        <Buttons
          label={t('searches.deleteConfirm')}
          isSending={remove.isPending}
          onClose={onClose}
          focusesSubmit
        />
      </Stack>
    </form>
  )
}

type ButtonsProps = { label: string; isSending: boolean; onClose: () => void; focusesSubmit?: boolean }

function Buttons({ label, isSending, onClose, focusesSubmit = false }: ButtonsProps) {
  const t = useText()
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" size="compact-sm" onClick={onClose}>
        {t('action.cancel')}
      </Button>
      <Button type="submit" size="compact-sm" loading={isSending} ref={focusesSubmit ? focus : undefined}>
        {label}
      </Button>
    </Group>
  )
}
