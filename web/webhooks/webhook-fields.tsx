import { Checkbox, Group, TextInput } from '@mantine/core'
import type { BodyOf } from '../../contract/endpoint.ts'
import { type createWebhook, webhookActions, webhookFormats } from '../../contract/webhooks.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import type { Form } from '../ui/form.ts'

/** The secret is given when one is added, the switch is there when one is edited. */
export type WebhookValues = Omit<BodyOf<typeof createWebhook>, 'secret'> & {
  secret: string
  isActive: boolean
}

/** The fields that adding and editing have in common. */
export function WebhookFields({
  form,
}: {
  form: Pick<Form<WebhookValues>, 'values' | 'set' | 'text' | 'errorOf'>
}) {
  const t = useText()
  const { format, actions, userGroups } = form.values
  const groups = useCodes().options('UserGroups', { keep: userGroups })
  return (
    <>
      <TextInput
        {...form.text('name')}
        label={t('webhooks.name')}
        description={t('webhooks.nameHelp')}
        required
        data-autofocus
      />
      <TextInput
        {...form.text('address')}
        label={t('webhooks.address')}
        description={t('webhooks.addressHelp')}
        required
        dir="ltr"
        spellCheck={false}
      />
      <CodeSelect
        label={t('webhooks.format')}
        options={webhookFormats.map(value => ({ value, label: value }))}
        value={format}
        onChange={value => form.set('format', (value ?? 'JSON') as WebhookValues['format'])}
        error={form.errorOf('format')}
        required
      />
      <Checkbox.Group
        label={t('webhooks.actions')}
        value={actions}
        onChange={values => form.set('actions', values as WebhookValues['actions'])}
        error={form.errorOf('actions')}
      >
        <Group gap="md" mt={4}>
          {webhookActions.map(action => (
            <Checkbox key={action} value={action} label={t(`webhooks.action.${action}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      {actions.includes('USER') && (
        <CodesSelect
          label={t('webhooks.userGroups')}
          description={t('webhooks.userGroupsHelp')}
          options={groups}
          value={userGroups}
          onChange={values => form.set('userGroups', values)}
          error={form.errorOf('userGroups')}
          searchable
        />
      )}
    </>
  )
}
