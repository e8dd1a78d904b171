import { Checkbox, Input, Textarea, TextInput } from '@mantine/core'
import type { FieldDescription } from '../../../contract/configuration.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { CodeSelect, CodesSelect } from '../../ui/code-select.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type Hindrance, isMandatory } from './editability.ts'
import { FieldLabel } from './field-label.tsx'
import { HeldField } from './held-field.tsx'
import { NoticesField } from './notices-field.tsx'
import type { RecordForm } from './use-record-form.ts'

export type FieldInputProps = {
  field: FieldDescription
  form: RecordForm
  recordType: string
  /** Staff have set it; the student system leaves it alone. */
  isTakenOver: boolean
  /** Why it cannot be changed; then it is shown, not edited. */
  reason: string | undefined
  hindrance: Hindrance | undefined
}

/** The input that fits the type of a field. */
export function FieldInput(props: FieldInputProps) {
  const { field, form, reason, isTakenOver } = props
  const t = useText()
  const label = <FieldLabel field={field} hindrance={props.hindrance} isTakenOver={isTakenOver} />
  if (reason !== undefined) return <HeldField {...props} reason={reason} label={label} />
  const common = {
    label,
    required: isMandatory(field),
    error: form.errorOf(field.name),
    'aria-description': isTakenOver ? t('record.takenOver') : undefined,
  }
  const value = form.values[field.name]
  const set = (next: unknown) => form.set(field.name, next)
  if (field.type === 'date') return <DateField {...common} value={asText(value)} onChange={set} />
  if (field.type === 'code' || field.type === 'codes')
    return <CodeInput {...props} common={common} set={set} value={value} />
  if (field.type === 'notices') return <NoticesField {...props} label={label} />
  if (field.type === 'boolean')
    return (
      <Input.Wrapper label={label} labelElement="div">
        <Checkbox
          mt={6}
          label={t.of(`field.${field.name}`, field.name)}
          checked={value === true}
          onChange={event => set(event.currentTarget.checked)}
        />
      </Input.Wrapper>
    )
  const text = {
    ...common,
    value: asText(value) ?? '',
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
    maxLength: field.maxLength,
  }
  if ((field.maxLength ?? 0) > 500) return <Textarea {...text} autosize minRows={1} maxRows={6} />
  return (
    <TextInput
      {...text}
      {...(field.sensitive ? { placeholder: t('record.sensitive'), autoComplete: 'off' } : {})}
    />
  )
}

type CodeInputProps = FieldInputProps & {
  common: { label: React.ReactNode; required: boolean; error: string | undefined }
  value: unknown
  set: (value: unknown) => void
}

function CodeInput({ field, recordType, common, value, set }: CodeInputProps) {
  const { options } = useCodes()
  const table = field.codeTable ?? ''
  if (field.type === 'codes') {
    const chosen = Array.isArray(value) ? value.map(String) : []
    return (
      <CodesSelect
        {...common}
        options={options(table, { recordType, keep: chosen })}
        value={chosen}
        onChange={set}
      />
    )
  }
  const code = asText(value)
  return (
    <CodeSelect
      {...common}
      options={options(table, { recordType, keep: code ? [code] : [] })}
      value={code}
      onChange={set}
    />
  )
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
