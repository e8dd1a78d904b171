import { Checkbox, Input } from '@mantine/core'
import { useCodes } from '../../configuration/configuration.ts'
import classes from './general-tab.module.css'
import type { ValueInputProps } from './value-input.tsx'

/** Letters that the user gets or does not get; a letter without a choice is on. */
export function NoticesField({ field, label, value, onChange, error }: ValueInputProps) {
  const { options } = useCodes()
  const chosen = asChoices(value)
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <div className={classes.boxes}>
        {options(field.codeTable ?? '').map(({ value: letter, label: name }) => (
          <Checkbox
            key={letter}
            size="sm"
            label={name}
            checked={chosen[letter] !== false}
            onChange={event => onChange({ ...chosen, [letter]: event.currentTarget.checked })}
          />
        ))}
      </div>
    </Input.Wrapper>
  )
}

function asChoices(value: unknown): Record<string, boolean> {
  return typeof value === 'object' && value !== null ? (value as Record<string, boolean>) : {}
}
