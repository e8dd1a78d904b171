import { Checkbox, NumberInput, type NumberInputProps, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldDescription } from '../../../contract/configuration.ts'
import { useCatalogue, useCodes } from '../../configuration/configuration.ts'
import { CodeSelect, CodesSelect, type Option } from '../../ui/code-select.tsx'
import { DateField } from '../../ui/date-field.tsx'
import classes from './general-tab.module.css'
import { GeneratedText, newPin } from './generated-text.tsx'
import { NoticesField } from './notices-field.tsx'
import { ParametersField } from './parameters-field.tsx'
import { UserField } from './user-field.tsx'

export type ValueInputProps = {
  field: FieldDescription
  /** The name, perhaps with a sign. */
  label: ReactNode
  value: unknown
  onChange: (value: unknown) => void
  error?: string | undefined
  required?: boolean
  description?: string | undefined
  recordType: string
  /** Makes a value, where there is a way to. */
  onGenerate?: (() => void) | undefined
  /** Stands in an empty input. */
  placeholder?: string | undefined
  /** Only these codes go with what has been chosen beside it. */
  among?: readonly string[] | undefined
  /** Why a code cannot be chosen now; it stays in the list. */
  whyNot?: ((code: string) => string | undefined) | undefined
  /** The element that it is a part of. */
  element?: Readonly<Record<string, unknown>>
}

/** The input that fits the type of a field, of the record or of an element. */
export function ValueInput(props: ValueInputProps) {
  const { field, value, onChange, label, error, required, description } = props
  const common = { label, error, required: required === true, 'aria-description': description, onChange }
  if (field.type === 'date') return <DateField {...common} value={asText(value)} />
  if (field.type === 'code') return <CodeInput {...props} common={common} />
  if (field.type === 'codes') return <CodesInput {...props} common={common} />
  if (field.type === 'notices') return <NoticesField {...props} />
  if (field.type === 'parameters') return <ParametersField {...props} />
  if (field.type === 'boolean') return <YesNo {...props} />
  if (field.type === 'number') return <WholeNumber {...common} value={value} />
  if (field.type === 'user') return <UserField {...common} value={value} />
  return <TextLine {...props} />
}

type NumberProps = Omit<NumberInputProps, 'value' | 'onChange'> & Pick<ValueInputProps, 'value' | 'onChange'>

function WholeNumber({ value, onChange, ...props }: NumberProps) {
  return (
    <NumberInput
      {...props}
      value={typeof value === 'number' ? value : ''}
      onChange={entered => onChange(typeof entered === 'number' ? entered : undefined)}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  )
}

function YesNo({ label, value, onChange, error, description }: ValueInputProps) {
  return (
    <div className={classes.yesNo}>
      <Checkbox
        label={label}
        error={error}
        aria-description={description}
        checked={value === true}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}

const longText = 500

function TextLine(props: ValueInputProps) {
  const { field, label, value, onChange, error, required, description, placeholder } = props
  const onGenerate = useGenerator(props)
  const text = {
    label,
    error,
    required: required === true,
    'aria-description': description,
    value: asText(value) ?? '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    maxLength: field.maxLength,
  }
  if ((field.maxLength ?? 0) > longText) return <Textarea {...text} autosize minRows={2} maxRows={8} />
  const line = {
    ...text,
    placeholder,
    type: field.format === 'email' ? 'email' : 'text',
    ...(field.sensitive ? { autoComplete: 'off' } : {}),
  }
  return onGenerate ? <GeneratedText {...line} onGenerate={onGenerate} /> : <TextInput {...line} />
}

/** A PIN of four digits can always be made; anything else only where the form knows how. */
function useGenerator({ field, onChange, onGenerate }: ValueInputProps): (() => void) | undefined {
  const { pinNumberMethod } = useCatalogue()
  if (field.format === 'pin' && pinNumberMethod === 'fourDigit') return () => onChange(newPin())
  return onGenerate
}

type Common = { label: ReactNode; error: string | undefined; required: boolean }

function CodeInput({ common, ...props }: ValueInputProps & { common: Common }) {
  const value = asText(props.value)
  const options = useOffered(props, value ? [value] : [])
  return <CodeSelect {...common} options={options} value={value} onChange={props.onChange} />
}

function CodesInput({ common, ...props }: ValueInputProps & { common: Common }) {
  const chosen = Array.isArray(props.value) ? props.value.map(String) : []
  const options = useOffered(props, chosen)
  const placeholder = chosen.length === 0 ? props.placeholder : undefined
  return <CodesSelect {...common} {...{ options, placeholder }} value={chosen} onChange={props.onChange} />
}

/** Codes that the record type may have, and those that it has already. */
function useOffered({ field, recordType, among, whyNot }: ValueInputProps, keep: string[]): Option[] {
  const { options } = useCodes()
  const offered = options(field.codeTable ?? '', { recordType, keep })
  const fitting = among
    ? offered.filter(one => among.includes(one.value) || keep.includes(one.value))
    : offered
  return fitting.map(one => {
    const reason = keep.includes(one.value) ? undefined : whyNot?.(one.value)
    return reason ? { ...one, label: `${one.label} – ${reason}`, disabled: true } : one
  })
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
