import { Group, Text } from '@mantine/core'
import { IconBan, IconClockX, IconMicroscope, IconNote } from '@tabler/icons-react'
import type { UserRow } from '../../contract/users.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { TextLink } from '../ui/link.tsx'
import { Mark } from '../ui/mark.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { ActiveToggle } from './active-toggle.tsx'
import type { UserTab } from './search.ts'

const column = columnsOf<UserRow>()

const all = column.columns([
  column.display({
    id: 'active',
    cell: ({ row }) => <ActiveToggle user={row.original} />,
    meta: { label: 'users.column.active', width: 3.75 },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell user={row.original} />,
    meta: { label: 'users.column.name', width: 9.5, sort: 'name', isKept: true },
  }),
  column.display({
    id: 'primaryId',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.primaryId}</bdi>,
    meta: { label: 'users.column.primaryId', width: 10, isHiddenAtFirst: true },
  }),
  column.display({
    id: 'accountType',
    cell: ({ row }) => <CodeCell table="UserUserType" code={row.original.accountType} />,
    meta: { label: 'users.column.accountType', width: 6 },
  }),
  column.display({
    id: 'recordType',
    cell: ({ row }) => <CodeCell table="AddNewUserOptions" code={row.original.recordType} />,
    meta: { label: 'users.column.recordType', width: 5.5 },
  }),
  column.display({
    id: 'jobCategory',
    cell: ({ row }) => <CodeCell table="JobTitles" code={row.original.jobCategory} />,
    meta: { label: 'users.column.jobCategory', width: 6.75 },
  }),
  column.display({
    id: 'userGroup',
    cell: ({ row }) => <CodeCell table="UserGroups" code={row.original.userGroup} />,
    meta: { label: 'users.column.userGroup', width: 8, sort: 'userGroup' },
  }),
  column.display({
    id: 'expiryDate',
    cell: ({ row }) => <ExpiryCell date={row.original.expiryDate} />,
    meta: { label: 'users.column.expiryDate', width: 9, sort: 'expiryDate' },
  }),
  column.display({
    id: 'purgeDate',
    cell: ({ row }) => <DateCell date={row.original.purgeDate} />,
    meta: { label: 'users.column.purgeDate', width: 8, sort: 'purgeDate', isHiddenAtFirst: true },
  }),
  column.display({
    id: 'blocks',
    cell: ({ row }) => row.original.hasActiveBlocks && <Mark icon={IconBan} label="users.hasBlocks" isBad />,
    meta: { label: 'users.column.blocks', width: 3.75, align: 'center' },
  }),
  column.display({
    id: 'notes',
    cell: ({ row }) => row.original.hasNotes && <Mark icon={IconNote} label="users.hasNotes" />,
    meta: { label: 'users.column.notes', width: 3.25, align: 'center' },
  }),
  column.display({
    id: 'researcher',
    cell: ({ row }) => row.original.isResearcher && <Mark icon={IconMicroscope} label="users.isResearcher" />,
    meta: { label: 'users.column.researcher', width: 5.25, align: 'center' },
  }),
])

const notForContacts = ['userGroup', 'blocks']
const forContacts = all.filter(one => !notForContacts.includes(String(one.id)) && one.id !== 'recordType')
const forOneType = all.filter(one => one.id !== 'recordType')

/** Columns of a tab: the record type stands in All only, group and blocks not in Contact (features A1). */
export function userColumns(tab: UserTab) {
  if (tab === 'ALL') return all
  return tab === 'CONTACT' ? forContacts : forOneType
}

function NameCell({ user }: { user: UserRow }) {
  return (
    <TextLink
      to="/users/$userId/$tab"
      params={{ userId: String(user.userId), tab: 'general' }}
      size="sm"
      fw={500}
    >
      <bdi>{user.name}</bdi>
    </TextLink>
  )
}

function CodeCell({ table, code }: { table: string; code: string | undefined }) {
  const t = useText()
  const { label } = useCodes()
  if (!code) return <Nothing>{t('none')}</Nothing>
  return <bdi title={label(table, code)}>{label(table, code)}</bdi>
}

function DateCell({ date }: { date: string | undefined }) {
  const t = useText()
  return date ?? <Nothing>{t('none')}</Nothing>
}

function ExpiryCell({ date }: { date: string | undefined }) {
  const t = useText()
  const { today } = useSession().institution
  if (!date || date >= today) return <DateCell date={date} />
  return (
    <Group gap={6} wrap="nowrap">
      {date}
      <Text span size="xs" c="dimmed" inline>
        <IconClockX size={14} aria-hidden style={{ verticalAlign: '-0.125em' }} /> {t('users.expired')}
      </Text>
    </Group>
  )
}

function Nothing({ children }: { children: string }) {
  return (
    <Text span size="sm" c="dimmed" aria-hidden>
      {children}
    </Text>
  )
}
