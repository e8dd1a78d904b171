import type { FieldChange } from '../../contract/bulk-update.ts'
import { useCatalogue } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useValueText } from '../users/record/use-value-text.ts'
import { useEditableFields } from './editable-fields.ts'

/** One change in words: field, new value and condition. */
export function ChangeWords({ change }: { change: FieldChange }) {
  const t = useText()
  const textOf = useValueText()
  const kind = useEditableFields().find(one => one.isKind && one.name === change.field)
  const known = useCatalogue().fields.find(one => one.name === change.field)
  const field = t.of(`field.${change.field}`, change.field)
  const value = <bdi>{textOf(known, change.value)}</bdi>
  const was = <bdi>{textOf(known, change.was)}</bdi>
  if (kind) {
    const elements = t.of(`update.kind.${kind.name}`, kind.name)
    if (change.value === null) return t('update.review.removeAll', { kind: elements })
    const codes = <bdi>{textOf(kind, change.value)}</bdi>
    return t.rich(change.condition === 'remove' ? 'update.review.remove' : 'update.review.removeOthers', {
      kind: elements,
      codes,
    })
  }
  return (
    <>
      {change.value === null || change.value === ''
        ? t('update.review.emptied', { field })
        : t.rich('update.review.becomes', { field, value })}
      {', '}
      {change.condition === 'if_was'
        ? t.rich('update.review.if_was', { was })
        : t.of(`update.review.${change.condition}`, change.condition)}
    </>
  )
}
