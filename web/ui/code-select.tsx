import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core'
import { useText } from '../i18n/use-text.ts'

/** A choice: what is stored, and the words for it. */
export type Option = { value: string; label: string; disabled?: boolean }

type One = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  options: Option[]
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** One code of a code table; a code that is no longer in the table stays selectable while it is the value. */
export function CodeSelect({ options, value, onChange, ...props }: One) {
  const t = useText()
  const data = useKnown(options, value ? [value] : [])
  return (
    <Select
      {...props}
      data={data}
      value={value ?? null}
      onChange={code => onChange(code ?? undefined)}
      searchable={!props.readOnly && options.length > 8}
      clearButtonProps={{ 'aria-label': t('form.clear') }}
      clearable={!props.required && !props.readOnly}
    />
  )
}

type Many = Omit<MultiSelectProps, 'data' | 'value' | 'onChange'> & {
  options: Option[]
  value: readonly string[] | undefined
  onChange: (value: string[]) => void
}

/** Several codes of a code table. */
export function CodesSelect({ options, value, onChange, ...props }: Many) {
  const chosen = [...(value ?? [])]
  const data = useKnown(options, chosen)
  return <MultiSelect {...props} data={data} value={chosen} onChange={onChange} hidePickedOptions />
}

function useKnown(options: Option[], values: string[]): Option[] {
  const t = useText()
  const unknown = values.filter(value => !options.some(option => option.value === value))
  return [...options, ...unknown.map(code => ({ value: code, label: t('form.unknownCode', { code }) }))]
}
