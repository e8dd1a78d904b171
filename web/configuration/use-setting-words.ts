import type { FormatValue, Setting } from '../../contract/settings.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import type { Option } from '../ui/code-select.tsx'
import { useCodes } from './configuration.ts'

/** The words for settings: what they are called, what helps with them, what their values mean. */
export function useSettingWords() {
  const t = useText()
  const formats = useFormats()
  const codes = useCodes()

  const nameOf = ({ key }: Setting) => t.of(`setting.${key}`, key)

  function helpOf({ key, kind, almaName, changed }: Setting): string {
    return [
      t.of(`settingHelp.${key}`, ''),
      kind === 'texts' ? t('configuration.onePerLine') : '',
      almaName ? t('configuration.almaName', { name: almaName }) : '',
      changed ? t('configuration.changed', { by: changed.by, at: formats.moment(changed.at) }) : '',
    ]
      .filter(Boolean)
      .join(' ')
  }

  function choiceOf({ key, kind, codeTable }: Setting, value: string): string {
    if (kind === 'fields') return t.of(`field.${value}`, t.of(`segment.${value}`, value))
    return t.of(`setting.${key}.${value}`, codeTable ? codes.label(codeTable, value) : value)
  }

  const optionsOf = (setting: Setting): Option[] =>
    (setting.choices ?? []).map(value => ({ value, label: choiceOf(setting, value) }))

  /** A value, to be read. */
  function valueWords(setting: Setting): string {
    const { kind, value } = setting
    const none = t('configuration.none')
    if (kind === 'flag') return t(value === true ? 'configuration.on' : 'configuration.off')
    if (kind === 'format') return (value as FormatValue).pattern || none
    if (kind === 'choice') return choiceOf(setting, String(value))
    if (!Array.isArray(value)) return value === '' ? none : String(value)
    return value.map(one => (kind === 'fields' ? choiceOf(setting, one) : one)).join(', ') || none
  }

  return { nameOf, helpOf, optionsOf, valueWords }
}
