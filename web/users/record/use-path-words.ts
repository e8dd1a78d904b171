import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useValueText } from './use-value-text.ts'

/** Names and values of paths of a record in words: of fields, and of whole elements. */
export function usePathWords() {
  const t = useText()
  const { fields, segments } = useCatalogue()
  const textOf = useValueText()

  function elementText(kind: string, values: Record<string, unknown>): string {
    const told = segments.find(one => one.kind === kind)?.fields.filter(field => !field.machine) ?? []
    return told
      .filter(field => field.type !== 'boolean')
      .map(field => textOf(field, values[field.name]))
      .filter(Boolean)
      .join(' · ')
  }

  return {
    name: (path: string): string => {
      const [kind = ''] = path.split('/')
      return path.includes('/') ? t.of(`segment.${kind}`, kind) : t.of(`field.${path}`, path)
    },
    value: (path: string, value: unknown): string => {
      const [kind = ''] = path.split('/')
      const isElement = path.includes('/') && typeof value === 'object' && value !== null
      const text = isElement
        ? elementText(kind, value as Record<string, unknown>)
        : textOf(
            fields.find(field => field.name === path),
            value,
          )
      return text || t('conflict.emptied')
    },
  }
}
