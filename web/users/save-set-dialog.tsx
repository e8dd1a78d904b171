import { Checkbox, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Filter } from '../../contract/filter.ts'
import { createSet, listSets } from '../../contract/sets.ts'
import { invalidate } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'
import { type Form, useForm } from '../ui/form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useToast } from '../ui/use-toast.ts'

type Body = BodyOf<typeof createSet>

type Props = {
  /** Whom the set is to hold. */
  filter: Filter
  /** How many that are now; undefined while it is being counted. */
  count: number | undefined
  /** A choice of rows can only be kept as it is. */
  isSelection: boolean
  onClose: () => void
}

/** Makes a set of the current list, or of the selected rows (features O1). */
export function SaveSetDialog({ filter, count, isSelection, onClose }: Props) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const first: Body = {
    name: '',
    description: '',
    kind: isSelection ? 'itemised' : 'logical',
    isPrivate: true,
    filter,
  }
  const form = useForm(createSet, {
    initial: first,
    request: ({ description, ...body }) => ({ body: { ...body, ...(description ? { description } : {}) } }),
    onSuccess: async set => {
      onClose()
      toast(t('saveSet.done', { name: set.name }))
      await invalidate(client, [listSets])
    },
  })
  return (
    <FormDialog
      title={t('saveSet.title')}
      text={
        count === undefined ? undefined : t(isSelection ? 'saveSet.textSelected' : 'saveSet.text', { count })
      }
      form={form}
      onClose={onClose}
    >
      <TextInput {...form.text('name')} label={t('saveSet.name')} data-autofocus />
      <Textarea {...form.text('description')} label={t('saveSet.description')} autosize minRows={2} />
      {!isSelection && <Kind form={form} />}
      <Checkbox {...form.check('isPrivate')} label={t('saveSet.private')} />
    </FormDialog>
  )
}

function Kind({ form }: { form: Pick<Form<Body>, 'values' | 'set'> }) {
  const t = useText()
  return (
    <Radio.Group
      label={t('saveSet.kind')}
      value={form.values.kind}
      onChange={value => form.set('kind', value as Body['kind'])}
    >
      <Stack gap={8} mt={6}>
        <Radio value="logical" label={t('saveSet.logical')} description={t('saveSet.logicalHelp')} />
        <Radio value="itemised" label={t('saveSet.itemised')} description={t('saveSet.itemisedHelp')} />
      </Stack>
    </Radio.Group>
  )
}
