import { SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core'
import { type ApiAreas, apiAccesses, apiAreas, type createApiKey } from '../../../contract/api-keys.ts'
import type { BodyOf } from '../../../contract/endpoint.ts'
import { useText } from '../../i18n/use-text.ts'
import { CodeSelect } from '../../ui/code-select.tsx'
import { DateField } from '../../ui/date-field.tsx'
import type { Form } from '../../ui/form.ts'

type Body = BodyOf<typeof createApiKey>
export type ApiKeyValues = Omit<Body, 'expiryDate'> & { expiryDate: string | undefined }

export function sentValues({ expiryDate, ...values }: ApiKeyValues): Body {
  const addressRanges = values.addressRanges.filter(line => line.trim() !== '')
  return { ...values, addressRanges, ...(expiryDate ? { expiryDate } : {}) }
}

/** The fields that adding and editing have in common. */
export function ApiKeyFields({
  form,
}: {
  form: Pick<Form<ApiKeyValues>, 'values' | 'set' | 'text' | 'field' | 'check' | 'errorOf'>
}) {
  const t = useText()
  const { addressRanges } = form.values
  return (
    <>
      <TextInput
        {...form.text('name')}
        label={t('apiKeys.name')}
        description={t('apiKeys.nameHelp')}
        required
        data-autofocus
      />
      <Textarea
        {...form.text('description')}
        label={t('apiKeys.description')}
        description={t('apiKeys.descriptionHelp')}
        autosize
        minRows={1}
        maxRows={5}
      />
      <AreaFields
        areas={form.values.areas}
        onChange={areas => form.set('areas', areas)}
        error={form.errorOf('areas')}
      />
      <Textarea
        label={t('apiKeys.addresses')}
        description={t('apiKeys.addressesHelp')}
        value={addressRanges.join('\n')}
        onChange={event => form.set('addressRanges', event.currentTarget.value.split('\n'))}
        error={form.errorOf('addressRanges')}
        autosize
        minRows={2}
        maxRows={6}
        dir="ltr"
        spellCheck={false}
      />
      <DateField
        {...form.field('expiryDate')}
        label={t('apiKeys.expiryDate')}
        description={t('apiKeys.expiryHelp')}
      />
      <Switch {...form.check('isActive')} label={t('apiKeys.isActive')} />
    </>
  )
}

type AreaProps = { areas: ApiAreas; onChange: (areas: ApiAreas) => void; error: string | undefined }

/** An area that nothing is chosen for is closed to the key. */
function AreaFields({ areas, onChange, error }: AreaProps) {
  const t = useText()
  const options = apiAccesses.map(access => ({ value: access, label: t(`apiKeys.access.${access}`) }))
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {apiAreas.map((area, index) => (
        <CodeSelect
          key={area}
          label={t('apiKeys.areaOf', { area: t(`apiKeys.area.${area}`) })}
          placeholder={t('apiKeys.access.none')}
          options={options}
          value={areas[area]}
          onChange={access => {
            const { [area]: _before, ...others } = areas
            onChange(access ? { ...others, [area]: access } : others)
          }}
          error={index === 0 ? error : error !== undefined}
        />
      ))}
    </SimpleGrid>
  )
}
