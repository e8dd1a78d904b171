import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.ts'
import type { FieldInputProps } from './field-input.tsx'
import classes from './general-tab.module.css'
import { useValueText } from './use-value-text.ts'

/** A value that is shown and can be selected and copied, but not changed; the reason is spoken with it. */
export function HeldField({
  field,
  form,
  reason,
  label,
}: FieldInputProps & { reason: string; label: ReactNode }) {
  const t = useText()
  const textOf = useValueText()
  const value = form.values[field.name]
  const props = {
    label,
    readOnly: true,
    value: textOf(field, value),
    placeholder: t(field.sensitive ? 'record.hidden' : 'none'),
    'aria-description': reason,
    className: classes.held,
  }
  return (field.maxLength ?? 0) > 500 ? (
    <Textarea {...props} autosize minRows={1} maxRows={6} />
  ) : (
    <TextInput {...props} title={props.value} />
  )
}
