import { Text } from '@mantine/core'
import { IconLock, IconWorld } from '@tabler/icons-react'
import type { UserSet } from '../../contract/sets.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { membersSearch } from './set-words.ts'

const column = columnsOf<UserSet>()

export const setColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell set={row.original} />,
    meta: { label: 'sets.column.name', width: 18, isKept: true },
  }),
  column.display({
    id: 'kind',
    cell: ({ row }) => <KindCell set={row.original} />,
    meta: { label: 'sets.column.kind', width: 6 },
  }),
  column.display({
    id: 'members',
    cell: ({ row }) => <MembersCell set={row.original} />,
    meta: { label: 'sets.column.members', width: 7, align: 'end' },
  }),
  column.display({
    id: 'unmatched',
    cell: ({ row }) => <UnmatchedCell set={row.original} />,
    meta: { label: 'sets.column.unmatched', width: 8, align: 'end' },
  }),
  column.display({
    id: 'origin',
    cell: ({ row }) => <OriginCell set={row.original} />,
    meta: { label: 'sets.column.origin', width: 8 },
  }),
  column.display({
    id: 'visibility',
    cell: ({ row }) => <VisibilityCell set={row.original} />,
    meta: { label: 'sets.column.visibility', width: 6.5 },
  }),
  column.display({
    id: 'createdBy',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'sets.column.createdBy', width: 9 },
  }),
  column.display({
    id: 'createdAt',
    cell: ({ row }) => <CreatedCell set={row.original} />,
    meta: { label: 'sets.column.createdAt', width: 8.5 },
  }),
])

type Cell = { set: UserSet }

function NameCell({ set }: Cell) {
  return (
    <TextLink to="/users" search={membersSearch(set.setId)} size="sm" fw={500} title={set.description}>
      <bdi>{set.name}</bdi>
    </TextLink>
  )
}

function KindCell({ set }: Cell) {
  return useText()(`sets.kind.${set.kind}`)
}

function MembersCell({ set }: Cell) {
  const t = useText()
  const { number } = useFormats()
  if (set.memberCount !== undefined) return number(set.memberCount)
  return (
    <Text span size="xs" c="dimmed">
      {t('sets.countedAtUse')}
    </Text>
  )
}

function UnmatchedCell({ set }: Cell) {
  const t = useText()
  const { number } = useFormats()
  return set.unmatchedCount > 0 ? number(set.unmatchedCount) : t('none')
}

function OriginCell({ set }: Cell) {
  return useText().of(`sets.origin.${set.origin}`, set.origin)
}

function VisibilityCell({ set }: Cell) {
  const t = useText()
  return (
    <StatusBadge icon={set.isPrivate ? IconLock : IconWorld} tone="quiet">
      {t(set.isPrivate ? 'sets.private' : 'sets.public')}
    </StatusBadge>
  )
}

function CreatedCell({ set }: Cell) {
  const { moment } = useFormats()
  return <bdi>{moment(set.createdAt)}</bdi>
}
