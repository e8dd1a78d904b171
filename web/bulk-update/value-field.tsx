import { Select, TextInput } from '@mantine/core'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { FieldDescription } from '../../contract/configuration.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import { DateField } from '../ui/date-field.tsx'

type Value = FieldChange['value']

type Props = {
  field: FieldDescription
  label: string
  value: Value
  onChange: (value: Value) => void
  error: string | undefined
}

/** The input that fits the type of a field. */
export function ValueField({ field, value, onChange, ...common }: Props) {
  const t = useText()
  const { options } = useCodes()
  const text = typeof value === 'string' ? value : undefined
  const table = field.codeTable ?? ''
  const set = (next: string | undefined) => onChange(next ?? null)
  switch (field.type) {
    case 'date':
      return <DateField {...common} value={text} onChange={set} />
    case 'code':
      return <CodeSelect {...common} options={options(table)} value={text} onChange={set} />
    case 'codes':
      return (
        <CodesSelect
          {...common}
          options={options(table)}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      )
    case 'boolean':
      return (
        <Select
          {...common}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          value={value === null ? null : String(value)}
          onChange={next => onChange(next === null ? null : next === 'true')}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          value={text ?? ''}
          {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
  }
}
