import { Fieldset, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import type { FormatValue, Setting } from '../../contract/settings.ts'
import { useText } from '../i18n/use-text.ts'
import { CodeSelect, CodesSelect } from '../ui/code-select.tsx'
import { GroupsField } from './groups-field.tsx'
import classes from './settings.module.css'
import { useSettingWords } from './use-setting-words.ts'

type Props = {
  setting: Setting
  value: unknown
  error: string | undefined
  onChange: (value: unknown) => void
}

/** The field of one setting, by its kind. */
export function SettingField({ setting, value, error, onChange }: Props) {
  const { nameOf, helpOf, optionsOf } = useSettingWords()
  const common = { label: nameOf(setting), description: helpOf(setting) || undefined, error }
  switch (setting.kind) {
    case 'flag':
      return (
        <Switch
          {...common}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
          aria-invalid={error !== undefined}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          className={classes.number}
          value={value as number | string}
          onChange={onChange}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
        />
      )
    case 'choice':
      return (
        <CodeSelect
          {...common}
          required
          options={optionsOf(setting)}
          value={String(value)}
          onChange={code => code !== undefined && onChange(code)}
        />
      )
    case 'fields':
    case 'codes':
      return (
        <CodesSelect
          {...common}
          searchable
          options={optionsOf(setting)}
          value={value as string[]}
          onChange={onChange}
        />
      )
    case 'texts':
      return (
        <Textarea
          {...common}
          value={(value as string[]).join('\n')}
          onChange={event => onChange(event.currentTarget.value.split('\n'))}
          autosize
          minRows={2}
          dir="ltr"
        />
      )
    case 'numbers_by_group':
    case 'amounts_by_group':
      return <GroupsField {...{ setting, value, error, onChange }} />
    case 'format':
      return <FormatField {...{ setting, value, error, onChange }} />
    default:
      return (
        <TextInput
          {...common}
          value={String(value)}
          onChange={event => onChange(event.currentTarget.value)}
          {...(setting.maxLength ? { maxLength: setting.maxLength } : {})}
          dir="ltr"
        />
      )
  }
}

/** A regular expression, and what people read whose value does not match. */
function FormatField({ setting, value, error, onChange }: Props) {
  const t = useText()
  const { nameOf, helpOf } = useSettingWords()
  const { pattern, message = '' } = value as FormatValue
  return (
    <Fieldset legend={nameOf(setting)} className={classes.format}>
      <TextInput
        label={t('configuration.pattern')}
        description={helpOf(setting) || undefined}
        error={error}
        value={pattern}
        onChange={event => onChange({ pattern: event.currentTarget.value, message })}
        classNames={{ input: 'carrel-code' }}
        dir="ltr"
        spellCheck={false}
      />
      <TextInput
        label={t('configuration.message')}
        value={message}
        onChange={event => onChange({ pattern, message: event.currentTarget.value })}
        maxLength={500}
        dir="auto"
      />
    </Fieldset>
  )
}
