import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldDescription } from '../../../contract/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import classes from './general-tab.module.css'
import { useValueText } from './use-value-text.ts'

type Props = { field: FieldDescription; value: unknown; reason: string; label: ReactNode }

/** A value that is shown and can be selected and copied, but not changed; the reason is spoken with it. */
export function HeldField({ field, value, reason, label }: Props) {
  const t = useText()
  const textOf = useValueText()
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
