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
    if (Array.isArray(value)) return value.map(one => textOf({ ...field, type: 'code' }, one)).join(', ')
    if (typeof value === 'object') return optedIn(field, value)
    if (field?.type === 'moment') return moment(String(value))
    return field?.codeTable ? label(field.codeTable, String(value)) : String(value)
  }

  function optedIn(field: FieldLike | undefined, value: object): string {
    return Object.entries(value)
      .filter(([, isIn]) => isIn === true)
      .map(([code]) => (field?.codeTable ? label(field.codeTable, code) : code))
      .join(', ')
  }

  return textOf
}
