import type { FieldChange } from '../../contract/bulk-update.ts'
import { useCatalogue } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useValueText } from '../users/record/use-value-text.ts'
import { addsElement, useEditableFields } from './editable-fields.ts'

type Props = { change: FieldChange }

/** One change in words: field, new value and condition; or what becomes of elements and codes. */
export function ChangeWords({ change }: Props) {
  const kinds = useEditableFields().filter(one => one.isKind)
  if (change.field === 'phone') return <WithoutMessages />
  if (addsElement(change)) return <AdditionWords change={change} />
  if (kinds.some(one => one.name === change.field)) return <TakingWords change={change} />
  if (change.condition === 'add' || change.condition === 'remove') return <ListWords change={change} />
  return <ValueWords change={change} />
}

function ValueWords({ change }: Props) {
  const t = useText()
  const textOf = useValueText()
  const known = useCatalogue().fields.find(one => one.name === change.field)
  const field = t.of(`field.${change.field}`, change.field)
  const value = <bdi>{textOf(known, change.value)}</bdi>
  const was = <bdi>{textOf(known, change.was)}</bdi>
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

function WithoutMessages() {
  return useText()('update.review.noMessages')
}

/** What an element says that somebody entered. */
function AdditionWords({ change }: Props) {
  const t = useText()
  const textOf = useValueText()
  const { segments } = useCatalogue()
  const { fields = [] } = segments.find(one => one.kind === change.field) ?? {}
  const parts = fields
    .filter(field => !field.machine && change.values?.[field.name] !== false)
    .map(field => textOf(field, change.values?.[field.name]))
    .filter(Boolean)
  const kind = t.of(`update.kind.${change.field}`, change.field)
  return t.rich('update.review.add', { kind, element: <bdi>{parts.join(', ') || '…'}</bdi> })
}

const takingWords = {
  remove: ['update.review.remove', 'update.review.removeAll'],
  remove_others: ['update.review.removeOthers', 'update.review.removeAll'],
  disable: ['update.review.disable', 'update.review.disableAll'],
} as const

function TakingWords({ change }: Props) {
  const t = useText()
  const textOf = useValueText()
  const known = useEditableFields().find(one => one.isKind && one.name === change.field)
  const kind = t.of(`update.kind.${change.field}`, change.field)
  const [some, all] = takingWords[change.condition as keyof typeof takingWords]
  const library = <bdi>{textOf({ type: 'code', codeTable: 'RoleScopes' }, change.library)}</bdi>
  return (
    <>
      {change.value === null
        ? t(all, { kind })
        : t.rich(some, { kind, codes: <bdi>{textOf(known, change.value)}</bdi> })}
      {change.library !== undefined && (
        <>
          {', '}
          {t.rich('update.review.ofLibrary', { library })}
        </>
      )}
    </>
  )
}

/** Of letters the codes are those that people want from now on, or do not want any more. */
function ListWords({ change }: Props) {
  const t = useText()
  const textOf = useValueText()
  const known = useCatalogue().fields.find(one => one.name === change.field)
  const kind = t.of(`field.${change.field}`, change.field)
  const codes = <bdi>{textOf(known && { ...known, type: 'codes' }, change.value)}</bdi>
  if (known?.type === 'notices')
    return t.rich(change.condition === 'add' ? 'update.review.wanted' : 'update.review.unwanted', {
      kind,
      codes,
    })
  return change.condition === 'add'
    ? t.rich('update.review.add', { kind, element: codes })
    : t.rich('update.review.remove', { kind, codes })
}
