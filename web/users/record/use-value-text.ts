import { type RoleParameter, type RoleParameterType, roleParameterTables } from '../../../contract/roles.ts'
import { useCodes } from '../../configuration/configuration.ts'
import { useFormats } from '../../i18n/use-formats.ts'
import { useText } from '../../i18n/use-text.ts'

type FieldLike = { type: string; codeTable?: string | undefined; sensitive?: boolean | undefined }

/** Any value of any field in words; empty text when there is none. */
export function useValueText(): (field: FieldLike | undefined, value: unknown) => string {
  const t = useText()
  const { label } = useCodes()
  const { moment } = useFormats()

  function textOf(field: FieldLike | undefined, value: unknown): string {
    if (value === undefined || value === null || value === '') return ''
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (field?.type === 'parameters' && Array.isArray(value)) return parametersText(value)
    if (Array.isArray(value)) return value.map(one => textOf({ ...field, type: 'code' }, one)).join(', ')
    if (typeof value === 'object') return optedIn(field, value)
    if (field?.type === 'moment') return moment(String(value))
    return field?.codeTable ? label(field.codeTable, String(value)) : String(value)
  }

  function parametersText(parameters: RoleParameter[]): string {
    const given = parameters.filter(one => one.value !== 'false')
    const byType = Map.groupBy(given, one => one.type as RoleParameterType)
    const words = [...byType].map(([type, list]) => {
      const table = roleParameterTables[type]
      const name = t.of(`roleParameter.${type}`, type)
      return table ? `${name}: ${list.map(one => label(table, one.value)).join(', ')}` : name
    })
    return words.join('; ')
  }

  function optedIn(field: FieldLike | undefined, value: object): string {
    return Object.entries(value)
      .filter(([, isIn]) => isIn === true)
      .map(([code]) => (field?.codeTable ? label(field.codeTable, code) : code))
      .join(', ')
  }

  return textOf
}
