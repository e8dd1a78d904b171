import { useQueryClient } from '@tanstack/react-query'
import {
  type ApiKey,
  createApiKey,
  editApiKey,
  listApiKeys,
  type NewApiKey,
} from '../../../contract/api-keys.ts'
import { invalidate } from '../../api/query.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForm } from '../../ui/form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useToast } from '../../ui/use-toast.ts'
import { ApiKeyFields, type ApiKeyValues, sentValues } from './api-key-fields.tsx'

const fresh: ApiKeyValues = {
  name: '',
  description: '',
  areas: {},
  addressRanges: [],
  expiryDate: undefined,
  isActive: true,
}

type AddProps = { onClose: () => void; onMade: (made: NewApiKey) => void }

/** Makes a key, which is then told once. */
export function AddKeyDialog({ onClose, onMade }: AddProps) {
  const t = useText()
  const client = useQueryClient()
  const form = useForm(createApiKey, {
    initial: fresh,
    request: values => ({ body: sentValues(values) }),
    onSuccess: async made => {
      onMade(made)
      await invalidate(client, [listApiKeys])
    },
  })
  return (
    <FormDialog isWide title={t('apiKeys.add')} form={form} onClose={onClose}>
      <ApiKeyFields form={form} />
    </FormDialog>
  )
}

type EditProps = { apiKey: ApiKey; onClose: () => void }

/** Changes what a key is good for; the key itself stays. */
export function EditKeyDialog({ apiKey, onClose }: EditProps) {
  const t = useText()
  const toast = useToast()
  const client = useQueryClient()
  const { name, description = '', areas, addressRanges, expiryDate, isActive } = apiKey
  const initial: ApiKeyValues = { name, description, areas, addressRanges, expiryDate, isActive }
  const form = useForm(editApiKey, {
    initial,
    request: values => ({ params: { apiKeyId: apiKey.apiKeyId }, body: sentValues(values) }),
    onSuccess: async saved => {
      onClose()
      toast(t('apiKeys.saved', { name: saved.name }))
      await invalidate(client, [listApiKeys])
    },
  })
  return (
    <FormDialog isWide title={t('apiKeys.edit')} form={form} onClose={onClose}>
      <ApiKeyFields form={form} />
    </FormDialog>
  )
}
