import { Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { createSavedSearch, listSavedSearches } from '../../../contract/saved-searches.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { useForm } from '../../ui/form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useToast } from '../../ui/use-toast.ts'
import type { contentOf } from './saved-search.ts'

type Props = { content: ReturnType<typeof contentOf>; onClose: () => void }

/** Keeps the search, filters, order and columns of the list under a name. */
export function SaveSearchDialog({ content, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const forbidden = useForbidden()
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
    <FormDialog title={t('searches.saveTitle')} text={t('searches.saveText')} form={form} onClose={onClose}>
      <TextInput {...form.text('name')} label={t('searches.name')} data-autofocus />
      <ForbiddenAction reason={forbidden('sets.manage')}>
        <Checkbox {...form.check('isShared')} label={t('searches.share')} />
      </ForbiddenAction>
    </FormDialog>
  )
}
