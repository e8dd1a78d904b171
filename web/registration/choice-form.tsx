import { SimpleGrid, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '../../contract/endpoint.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { type Form, useForm } from '../ui/form.ts'
import { useToast } from '../ui/use-toast.ts'

type Named = { code: string; name: string }

type SaveOptions<Item> = {
  /** Adds it, or replaces the one with its code. */
  isNew: boolean
  create: Endpoint
  replace: Endpoint
  list: Endpoint
  initial: Item
  onSaved: (item: Item) => void
}

/** The form of something that has a code and a name; the code stays what it was at first. */
export function useChoiceForm<Item extends Named>(options: SaveOptions<Item>): Form<Item> {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { isNew, create, replace, list, initial, onSaved } = options
  return useForm<Endpoint, Item>(isNew ? create : replace, {
    initial,
    request: values => {
      const { code, ...content } = { ...values, code: values.code.trim(), name: values.name.trim() }
      return (isNew ? { body: { code, ...content } } : { params: { code }, body: content }) as never
    },
    onSuccess: async answer => {
      await invalidate(client, [list])
      const saved = answer as unknown as Item
      toast(t('assignment.saved', { name: saved.name }))
      onSaved(saved)
    },
  })
}

/** Code and name. A code that is in use under this name cannot change. */
export function NameFields({ form, isNew }: { form: Form<Named>; isNew: boolean }) {
  const t = useText()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      <TextInput
        {...form.text('code')}
        label={t('assignment.code')}
        description={t('assignment.codeHint')}
        required
        readOnly={!isNew}
        classNames={{ input: 'carrel-code' }}
        dir="ltr"
      />
      <TextInput
        {...form.text('name')}
        label={t('assignment.name')}
        description={t('assignment.nameHint')}
        required
        dir="auto"
      />
    </SimpleGrid>
  )
}
