import { Title } from '@mantine/core'
import {
  IconBan,
  IconId,
  IconMail,
  IconMapPin,
  IconNote,
  IconPhone,
  type TablerIcon,
} from '@tabler/icons-react'
import type { UserRecord } from '../../../contract/users.ts'
import { useText } from '../../i18n/use-text.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { fixedRows } from '../../ui/table/row-source.ts'
import { type SegmentKind, segmentColumns } from './segment-columns.tsx'
import type { RecordTab } from './tabs.ts'

const kindsOfTab = {
  contact: ['address', 'email', 'phone'],
  identifiers: ['identifier'],
  notes: ['note'],
  blocks: ['block'],
} as const satisfies Record<string, readonly SegmentKind[]>

const icons: Record<SegmentKind, TablerIcon> = {
  address: IconMapPin,
  email: IconMail,
  phone: IconPhone,
  identifier: IconId,
  note: IconNote,
  block: IconBan,
}

type Props = { record: UserRecord; tab: Exclude<RecordTab, 'general' | 'history'> }

/** The elements of a tab, each kind in its table; what the student system owns is marked. */
export function SegmentsTab({ record, tab }: Props) {
  return kindsOfTab[tab].map(kind => <Segment key={kind} kind={kind} record={record} />)
}

function Segment({ kind, record }: { kind: SegmentKind; record: UserRecord }) {
  const t = useText()
  const elements = record.segments[kind] ?? []
  return (
    <DataTable
      name={`segment.${kind}`}
      label={t(`segments.${kind}.title`)}
      columns={segmentColumns[kind]}
      source={fixedRows(elements)}
      rowId={element => element.id}
      rowLabel={element => element.id}
      toolbar={
        <Title order={2} size="h3">
          {t(`segments.${kind}.title`)}
        </Title>
      }
      empty={<EmptyState icon={icons[kind]} title={t(`segments.${kind}.empty`)} />}
    />
  )
}
