import { Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { Seat } from '../../contract/seats.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { TextLink } from '../ui/link.tsx'
import { Mark } from '../ui/mark.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<Seat>()

export const seatColumns = column.columns([
  column.display({
    id: 'name',
    cell: ({ row }) => <NameCell seat={row.original} />,
    meta: { label: 'users.column.name', width: 12, sort: 'name', isKept: true },
  }),
  column.display({
    id: 'primaryId',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.primaryId}</bdi>,
    meta: { label: 'users.column.primaryId', width: 9 },
  }),
  column.display({
    id: 'lastLogin',
    cell: ({ row }) => <LastLogin moment={row.original.lastLogin} />,
    meta: { label: 'seats.column.lastLogin', width: 9, sort: 'last_login' },
  }),
  column.display({
    id: 'roles',
    cell: ({ row }) => <Roles seat={row.original} />,
    meta: { label: 'seats.column.roles', width: 18 },
  }),
  column.display({
    id: 'expiryDate',
    cell: ({ row }) => <Day date={row.original.expiryDate} />,
    meta: { label: 'users.column.expiryDate', width: 7.5 },
  }),
  column.display({
    id: 'purgeDate',
    cell: ({ row }) => <Day date={row.original.purgeDate} />,
    meta: { label: 'users.column.purgeDate', width: 7.5, isHiddenAtFirst: true },
  }),
  column.display({
    id: 'lastActivity',
    cell: ({ row }) => <Day date={row.original.lastActivity} />,
    meta: { label: 'field.last_patron_activity_date', width: 8, isHiddenAtFirst: true },
  }),
  column.display({
    id: 'purpose',
    cell: ({ row }) => <Purpose code={row.original.purpose} />,
    meta: { label: 'field.account_purpose', width: 8 },
  }),
])

function NameCell({ seat }: { seat: Seat }) {
  return (
    <Group gap={6} wrap="nowrap">
      <TextLink
        to="/users/$userId/$tab"
        params={{ userId: String(seat.userId), tab: 'roles' }}
        size="sm"
        fw={500}
      >
        <bdi>{seat.name}</bdi>
      </TextLink>
      {seat.isProtected && <Mark icon={IconLock} label="seats.protected" />}
    </Group>
  )
}

function LastLogin({ moment }: { moment: string | undefined }) {
  const t = useText()
  const { moment: words } = useFormats()
  if (moment === undefined) return <Text size="sm">{t('seats.never')}</Text>
  return <Text size="sm">{words(moment)}</Text>
}

/** Why the user counts: each role once, those that are switched off said to be. */
function Roles({ seat }: { seat: Seat }) {
  const t = useText()
  const { label } = useCodes()
  const names = seat.roles.map(({ role, scope, isEnabled }) => {
    const name = label('HFrUserRoles.roleType', role)
    const whole = scope ? `${name} (${scope})` : name
    return isEnabled ? whole : t('seats.disabledRole', { role: whole })
  })
  return (
    <Text size="sm" lineClamp={2} title={names.join(', ')}>
      {[...new Set(names)].join(', ')}
    </Text>
  )
}

function Day({ date }: { date: string | undefined }) {
  return date ? <Text size="sm">{date}</Text> : null
}

function Purpose({ code }: { code: string | undefined }) {
  const { label } = useCodes()
  return code ? <Text size="sm">{label('AccountPurposes', code)}</Text> : null
}
