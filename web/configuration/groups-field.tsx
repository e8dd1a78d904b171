import { Fieldset, Text, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { Setting } from '../../contract/settings.ts'
import { useCodes } from './configuration.ts'
import classes from './settings.module.css'
import { useSettingWords } from './use-setting-words.ts'

type Values = Readonly<Record<string, string | number>>
type Props = {
  setting: Setting
  value: unknown
  error: string | undefined
  onChange: (value: unknown) => void
}

/** A number or an amount for each user group, and one for those that have none of their own; empty: there is none. */
export function GroupsField({ setting, value, error, onChange }: Props) {
  const { nameOf, helpOf, groupOf } = useSettingWords()
  const id = useId()
  const values = value as Values
  const isAmount = setting.kind === 'amounts_by_group'
  const groups = [
    '*',
    ...useCodes()
      .options('UserGroups', { keep: Object.keys(values) })
      .map(one => one.value),
  ]

  function set(group: string, text: string) {
    const { [group]: _before, ...others } = values
    // What is not a number stays as it was typed, and is refused when it is saved.
    const entered = isAmount || !/^\d+$/.test(text) ? text : Number(text)
    onChange(text === '' ? others : { ...others, [group]: entered })
  }

  return (
    <Fieldset legend={nameOf(setting)} aria-describedby={id}>
      <Text id={id} size="xs" c={error ? 'red.8' : 'dimmed'} role={error ? 'alert' : undefined}>
        {error ?? helpOf(setting)}
      </Text>
      <div className={classes.groups}>
        {groups.map(group => (
          <TextInput
            key={group}
            label={groupOf(group)}
            value={String(values[group] ?? '')}
            onChange={event => set(group, event.currentTarget.value.trim())}
            inputMode={isAmount ? 'decimal' : 'numeric'}
            aria-invalid={error !== undefined}
            dir="ltr"
          />
        ))}
      </div>
    </Fieldset>
  )
}
