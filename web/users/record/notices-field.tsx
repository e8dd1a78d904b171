import { Checkbox, Input } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCodes } from '../../configuration/configuration.ts'
import type { FieldInputProps } from './field-input.tsx'
import classes from './general-tab.module.css'

/** Letters that the user gets or does not get; a letter without a choice is on. */
export function NoticesField({ field, form, label }: FieldInputProps & { label: ReactNode }) {
  const { options } = useCodes()
  const chosen = asChoices(form.values[field.name])
  return (
    <Input.Wrapper label={label} labelElement="div" error={form.errorOf(field.name)}>
      <div className={classes.boxes}>
        {options(field.codeTable ?? '').map(({ value, label: name }) => (
          <Checkbox
            key={value}
            size="sm"
            label={name}
            checked={chosen[value] !== false}
            onChange={event => form.set(field.name, { ...chosen, [value]: event.currentTarget.checked })}
          />
        ))}
      </div>
    </Input.Wrapper>
  )
}

function asChoices(value: unknown): Record<string, boolean> {
  return typeof value === 'object' && value !== null ? (value as Record<string, boolean>) : {}
}
