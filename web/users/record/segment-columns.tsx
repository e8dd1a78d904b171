import { Group, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconDatabaseImport } from '@tabler/icons-react'
import { createContext, useContext } from 'react'
import type { FieldDescription, SegmentDescription } from '../../../contract/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import type { MessageKey } from '../../messages/en.ts'
import { RoleArea, RoleMark, RoleScope } from '../../roles/role-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type Column, columnsOf } from '../../ui/table/columns.ts'
import { BlockMark } from './block-mark.tsx'
import type { ElementRow } from './elements.ts'
import classes from './segment-columns.module.css'
import { useUserName } from './use-user-name.ts'
import { useValueText } from './use-value-text.ts'

const column = columnsOf<ElementRow>()

/** Opens an element for editing by what names it, as its menu does; absent where nothing can be edited. */
export const EditElement = createContext<((row: ElementRow) => void) | undefined>(undefined)

/** Widths in rem by type; the first required field carries the row and gets more. */
const widths: Readonly<Record<string, number>> = {
  boolean: 5.5,
  date: 7,
  moment: 9,
  code: 9,
  codes: 6,
  notices: 10,
  number: 6,
  user: 16,
  parameters: 16,
}
const leadWidth = 13
const textWidth = 7
/** E-mail addresses are long, and nobody reads half of one. */
const addressWidth = 17
const longTextWidth = 18
/** For icon and word. */
const markWidth = 7
/** Texts that may be longer break their lines. */
const longText = 500
const wrapped: ReadonlySet<string> = new Set(['parameters'])

const built = new Map<string, { from: SegmentDescription; columns: Column<ElementRow>[] }>()

/** Columns of a kind of element, as the catalogue has them; the same ones as long as the catalogue is the same. */
export function segmentColumns(segment: SegmentDescription, hasOwners: boolean): Column<ElementRow>[] {
  const key = `${segment.kind} ${hasOwners}`
  const known = built.get(key)
  if (known?.from === segment) return known.columns
  const lead = leadOf(segment)
  const others = segment.fields.filter(field => field !== lead && (field.name !== 'owner' || hasOwners))
  const columns = [...(lead ? [columnOf(lead, true)] : []), ...others.map(field => columnOf(field, false))]
  built.set(key, { from: segment, columns })
  return columns
}

/** What names an element: its first text that must be there, or the first code. */
export function leadOf(segment: SegmentDescription): FieldDescription | undefined {
  const needed = segment.fields.filter(field => field.required && !field.machine)
  return needed.find(field => field.type === 'text') ?? needed[0]
}

function columnOf(field: FieldDescription, isLead: boolean): Column<ElementRow> {
  return column.display({
    id: field.name,
    cell: ({ row }) => <ElementCell field={field} row={row.original} isLead={isLead} />,
    meta: {
      label: `element.${field.name}` as MessageKey,
      width: widthOf(field, isLead),
      ...(isLead ? { isKept: true } : {}),
      ...(field.hidden ? { isHiddenAtFirst: true } : {}),
      ...((field.maxLength ?? 0) > longText || wrapped.has(field.type) ? { wraps: true } : {}),
    },
  })
}

function widthOf({ name, type, format, maxLength = 0 }: FieldDescription, isLead: boolean): number {
  if (maxLength > longText) return longTextWidth
  if (name === 'external') return markWidth
  if (name === 'scope') return leadWidth
  if (format === 'email') return addressWidth
  return isLead ? leadWidth : (widths[type] ?? textWidth)
}

type CellProps = { field: FieldDescription; row: ElementRow; isLead: boolean }

function ElementCell({ field, row, isLead }: CellProps) {
  const t = useText()
  const edit = useContext(EditElement)
  if (field.name === 'status' && row.path.startsWith('block/')) return <BlockMark values={row.values} />
  if (field.name === 'status' && row.path.startsWith('role/')) return <RoleMark path={row.path} />
  if (field.name === 'scope' && row.path.startsWith('role/')) return <RoleScope scope={row.values['scope']} />
  if (!isLead) return <Value field={field} value={row.values[field.name]} />
  const value = <Value field={field} value={row.values[field.name]} />
  const area = field.name === 'role_type' && <RoleArea role={row.values[field.name]} />
  return (
    <Group gap={6} wrap="nowrap">
      {edit && !row.isManaged && !row.hindrance ? (
        <UnstyledButton className={classes.lead} onClick={() => edit(row)}>
          {value}
          {area}
        </UnstyledButton>
      ) : (
        <div className={classes.name}>
          {value}
          {area}
        </div>
      )}
      {row.isUnsaved && (
        <Text span size="xs" c="dimmed">
          {t('elements.unsaved')}
        </Text>
      )}
    </Group>
  )
}

function Value({ field, value }: { field: FieldDescription; value: unknown }) {
  const t = useText()
  const textOf = useValueText()
  if (field.name === 'external') return value === true ? <ExternalMark /> : null
  if (field.type === 'user') return <UserName value={value} />
  if (value === true)
    return (
      <StatusBadge icon={IconCircleCheck} tone="quiet">
        {t('yes')}
      </StatusBadge>
    )
  return value === false ? null : <bdi>{textOf(field, value)}</bdi>
}

function UserName({ value }: { value: unknown }) {
  return <bdi>{useUserName(typeof value === 'number' ? value : undefined)}</bdi>
}

function ExternalMark() {
  const t = useText()
  return (
    <StatusBadge icon={IconDatabaseImport} tone="accent">
      {t('element.external')}
    </StatusBadge>
  )
}
