import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { createSavedSearch, listSavedSearches } from '../../../contract/saved-searches.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { FailureAlert } from '../../ui/failure-alert.tsx'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useForm } from '../../ui/form.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useToast } from '../../ui/use-toast.ts'
import type { contentOf } from './saved-search.ts'

type Props = { content: ReturnType<typeof contentOf>; onClose: () => void }

/** Keeps the search, filters, order and columns of the list under a name. */
export function SaveSearchDialog({ content, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const forbidden = useForbidden()
  useFocusBack(true)
  const form = useForm(createSavedSearch, {
    initial: { name: '', isShared: false },
    request: values => ({ body: { ...values, ...content } }),
    onSuccess: async saved => {
      onClose()
      toast(t('searches.saved', { name: saved.name }))
      await invalidate(client, [listSavedSearches])
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('searches.saveTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form {...form.props}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('searches.saveText')}
          </Text>
          <FailureAlert error={form.failure} />
          <TextInput {...form.text('name')} label={t('searches.name')} data-autofocus />
          <ForbiddenAction reason={forbidden('sets.manage')}>
            <Checkbox {...form.check('isShared')} label={t('searches.share')} />
          </ForbiddenAction>
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={form.isSending}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
