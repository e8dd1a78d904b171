import { Text } from '@mantine/core'
import { IconArrowBackUp, IconCircleCheck, IconLockX } from '@tabler/icons-react'
import type { PurgedUser } from '../../contract/purge.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { MomentCell } from '../tasks/task-columns.tsx'
import { TextLink } from '../ui/link.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'

const column = columnsOf<PurgedUser>()

export const purgedColumns = column.columns([
  column.display({
    id: 'primaryId',
    cell: ({ row }) => <Known text={row.original.primaryId} isCode />,
    meta: { label: 'vault.column.primaryId', width: 10, isKept: true },
  }),
  column.display({
    id: 'name',
    cell: ({ row }) => <Known text={row.original.name} />,
    meta: { label: 'vault.column.name', width: 13 },
  }),
  column.display({
    id: 'userGroup',
    cell: ({ row }) => <GroupCell user={row.original} />,
    meta: { label: 'vault.column.userGroup', width: 10 },
  }),
  column.display({
    id: 'purgedAt',
    cell: ({ row }) => <MomentCell iso={row.original.purgedAt} />,
    meta: { label: 'vault.column.purgedAt', width: 9 },
  }),
  column.display({
    id: 'purgedBy',
    cell: ({ row }) => <bdi>{row.original.purgedBy}</bdi>,
    meta: { label: 'vault.column.purgedBy', width: 9 },
  }),
  column.display({
    id: 'job',
    cell: ({ row }) => <JobCell user={row.original} />,
    meta: { label: 'vault.column.job', width: 5 },
  }),
  column.display({
    id: 'state',
    cell: ({ row }) => <StateCell user={row.original} />,
    meta: { label: 'vault.column.state', width: 10 },
  }),
])

/** Whether somebody can still be brought back: not yet restored, and the key to the data still exists. */
export function isRestorable({ restoredAt, restorableUntil }: PurgedUser): boolean {
  return restoredAt === undefined && restorableUntil !== undefined
}

type Cell = { user: PurgedUser }

/** Once the key is destroyed nobody knows any more who it was. */
function Known({ text, isCode = false }: { text: string | undefined; isCode?: boolean }) {
  const t = useText()
  if (text) return <bdi className={isCode ? 'carrel-code' : undefined}>{text}</bdi>
  return (
    <Text span size="sm" c="dimmed">
      {t('vault.nobody')}
    </Text>
  )
}

function GroupCell({ user }: Cell) {
  const t = useText()
  const { label } = useCodes()
  return <bdi>{user.userGroup ? label('UserGroups', user.userGroup) : t('none')}</bdi>
}

function JobCell({ user }: Cell) {
  const t = useText()
  if (user.taskId === undefined) return t('none')
  return (
    <TextLink to="/tasks/$taskId" params={{ taskId: String(user.taskId) }} search={{}} size="sm">
      {user.taskId}
    </TextLink>
  )
}

function StateCell({ user }: Cell) {
  const t = useText()
  const { moment } = useFormats()
  if (user.restoredAt)
    return (
      <StatusBadge icon={IconCircleCheck} tone="good">
        {t('vault.restored', { date: moment(user.restoredAt).slice(0, 10) })}
      </StatusBadge>
    )
  if (!isRestorable(user))
    return (
      <StatusBadge icon={IconLockX} tone="quiet">
        {t('vault.over')}
      </StatusBadge>
    )
  return (
    <StatusBadge icon={IconArrowBackUp} tone="accent">
      {t('vault.until', { date: String(user.restorableUntil).slice(0, 10) })}
    </StatusBadge>
  )
}
