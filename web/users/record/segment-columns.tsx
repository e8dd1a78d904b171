import { IconCircleCheck, IconDatabaseImport } from '@tabler/icons-react'
import type { Element } from '../../../contract/users.ts'
import { useCatalogue } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import type { MessageKey } from '../../messages/en.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { columnsOf } from '../../ui/table/columns.ts'
import { useValueText } from './use-value-text.ts'

const column = columnsOf<Element>()

type Spec = { field: string; width: number; kept?: true; hidden?: true; wraps?: true; isCode?: true }

const origin: Spec[] = [
  { field: 'external', width: 6.5 },
  { field: 'created_by', width: 8 },
  { field: 'created_at', width: 9 },
]

/** Columns of each kind of element, in the order of the screen that staff know. */
export const segmentColumns = {
  address: build('address', [
    { field: 'line1', width: 12, kept: true },
    { field: 'line2', width: 6.5 },
    { field: 'city', width: 6.5 },
    { field: 'state_province', width: 5 },
    { field: 'postal_code', width: 6 },
    { field: 'country', width: 7.5 },
    { field: 'types', width: 6.5 },
    { field: 'preferred', width: 6 },
    { field: 'note', width: 12, hidden: true },
    { field: 'start_date', width: 7, hidden: true },
    { field: 'end_date', width: 7, hidden: true },
    ...origin,
  ]),
  email: build('email', [
    { field: 'address', width: 20, kept: true },
    { field: 'types', width: 6.5 },
    { field: 'preferred', width: 6 },
    { field: 'description', width: 12 },
    ...origin,
  ]),
  phone: build('phone', [
    { field: 'number', width: 12, kept: true },
    { field: 'types', width: 6.5 },
    { field: 'preferred', width: 6 },
    { field: 'preferred_sms', width: 9 },
    ...origin,
  ]),
  identifier: build('identifier', [
    { field: 'value', width: 14, kept: true, isCode: true },
    { field: 'id_type', width: 14 },
    { field: 'status', width: 7 },
    { field: 'note', width: 14 },
    ...origin,
  ]),
  note: build('note', [
    { field: 'text', width: 26, kept: true, wraps: true },
    { field: 'note_type', width: 10 },
    { field: 'popup', width: 6 },
    { field: 'user_viewable', width: 9 },
    { field: 'owner', width: 11 },
    ...origin,
  ]),
  block: build('block', [
    { field: 'block_description', width: 16, kept: true },
    { field: 'block_type', width: 9 },
    { field: 'status', width: 7 },
    { field: 'expiry_date', width: 8 },
    { field: 'note', width: 16, wraps: true },
    { field: 'owner', width: 11 },
    ...origin,
  ]),
}

export type SegmentKind = keyof typeof segmentColumns

function build(kind: string, specs: Spec[]) {
  return specs.map(({ field, width, kept, hidden, wraps, isCode = false }) =>
    column.display({
      id: field,
      cell: ({ row }) => <ElementCell kind={kind} field={field} element={row.original} isCode={isCode} />,
      meta: {
        label: `element.${field}` as MessageKey,
        width,
        ...(kept ? { isKept: true } : {}),
        ...(hidden ? { isHiddenAtFirst: true } : {}),
        ...(wraps ? { wraps: true } : {}),
      },
    }),
  )
}

type CellProps = { kind: string; field: string; element: Element; isCode: boolean }

function ElementCell({ kind, field, element, isCode }: CellProps) {
  const t = useText()
  const textOf = useValueText()
  const { segments } = useCatalogue()
  const description = segments.find(one => one.kind === kind)?.fields.find(one => one.name === field)
  const value = element.values[field]
  if (field === 'external') return value === true ? <ExternalMark /> : null
  if (value === true)
    return (
      <StatusBadge icon={IconCircleCheck} tone="quiet">
        {t('yes')}
      </StatusBadge>
    )
  if (value === false) return null
  if (field === 'status') return t.of(`code.ContentStructureStatus.${String(value)}`, String(value ?? ''))
  return <bdi className={isCode ? 'carrel-code' : undefined}>{textOf(description, value)}</bdi>
}

function ExternalMark() {
  const t = useText()
  return (
    <StatusBadge icon={IconDatabaseImport} tone="accent">
      {t('element.external')}
    </StatusBadge>
  )
}
