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

  const nameOf = ({ key }: Pick<Setting, 'key'>) => t.of(`setting.${key}`, key)

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

  /** The name of a user group, or of all that have no value of their own. */
  const groupOf = (group: string) =>
    group === '*' ? t('configuration.otherGroups') : codes.label('UserGroups', group)

  const groupWords = (values: Record<string, string | number>) =>
    Object.entries(values)
      .map(([group, value]) => `${groupOf(group)}: ${value}`)
      .join(', ')

  /** A value, to be read. */
  function valueWords(setting: Setting): string {
    const { kind, value } = setting
    const none = t('configuration.none')
    if (kind === 'flag') return t(value === true ? 'configuration.on' : 'configuration.off')
    if (kind === 'format') return (value as FormatValue).pattern || none
    if (kind === 'choice') return choiceOf(setting, String(value))
    if (kind === 'numbers_by_group' || kind === 'amounts_by_group')
      return groupWords(value as Record<string, string | number>) || none
    if (!Array.isArray(value)) return value === '' ? none : String(value)
    return (
      value.map(one => (kind === 'fields' || kind === 'codes' ? choiceOf(setting, one) : one)).join(', ') ||
      none
    )
  }

  return { nameOf, helpOf, optionsOf, groupOf, valueWords }
}
