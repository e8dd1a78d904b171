import { UnstyledButton } from '@mantine/core'
import {
  IconAlertCircle,
  IconBuildingBank,
  IconCheck,
  IconGift,
  IconMessageQuestion,
} from '@tabler/icons-react'
import { type Fee, feeTables } from '../../contract/fees.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { useAskFee } from './asked.ts'
import classes from './fee-columns.module.css'
import { useOwner } from './use-owner.ts'

const column = columnsOf<Fee>()

/** Columns in the order of Alma; the last four are for those who ask for them (features G2). */
export const feeColumns = column.columns([
  column.display({
    id: 'created',
    cell: ({ row }) => <Day moment={row.original.createdAt} />,
    meta: { label: 'fees.column.created', width: 5.75 },
  }),
  column.display({
    id: 'type',
    cell: ({ row }) => <Code table={feeTables.type} code={row.original.type} />,
    meta: { label: 'fees.column.type', width: 7.25, wraps: true, isKept: true },
  }),
  column.display({
    id: 'status',
    cell: ({ row }) => <Status fee={row.original} />,
    meta: { label: 'fees.column.status', width: 7.25 },
  }),
  column.display({
    id: 'statusDate',
    cell: ({ row }) => <Day moment={row.original.statusAt} />,
    meta: { label: 'fees.column.statusDate', width: 6 },
  }),
  column.display({
    id: 'comment',
    cell: ({ row }) => <bdi>{row.original.comment}</bdi>,
    meta: { label: 'fees.column.comment', width: 6, wraps: true },
  }),
  column.display({
    id: 'owner',
    cell: ({ row }) => <Owner owner={row.original.owner} />,
    meta: { label: 'fees.column.owner', width: 9.25, wraps: true },
  }),
  column.display({
    id: 'title',
    cell: ({ row }) => <bdi>{row.original.title}</bdi>,
    meta: { label: 'fees.column.title', width: 7, wraps: true },
  }),
  column.display({
    id: 'barcode',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.itemBarcode}</bdi>,
    meta: { label: 'fees.column.barcode', width: 8 },
  }),
  column.display({
    id: 'original',
    cell: ({ row }) => <Money amount={row.original.originalAmount} />,
    meta: { label: 'fees.column.original', width: 5.25, align: 'end' },
  }),
  column.display({
    id: 'balance',
    cell: ({ row }) => <Balance fee={row.original} />,
    meta: { label: 'fees.column.balance', width: 5.25, align: 'end' },
  }),
  column.display({
    id: 'originalVat',
    cell: ({ row }) => <Money amount={row.original.originalVat} />,
    meta: { label: 'fees.column.originalVat', width: 5.5, align: 'end', isHiddenAtFirst: true },
  }),
  column.display({
    id: 'vatBalance',
    cell: ({ row }) => <Money amount={row.original.vatBalance} />,
    meta: { label: 'fees.column.vatBalance', width: 5.5, align: 'end', isHiddenAtFirst: true },
  }),
  column.display({
    id: 'bursar',
    cell: ({ row }) => <bdi className="carrel-code">{row.original.bursarTransactionId}</bdi>,
    meta: { label: 'fees.column.bursar', width: 10, isHiddenAtFirst: true },
  }),
  column.display({
    id: 'waiveReasons',
    cell: ({ row }) => <Reasons reasons={row.original.waiveReasons} />,
    meta: { label: 'fees.column.waiveReasons', width: 12, wraps: true, isHiddenAtFirst: true },
  }),
])

function Day({ moment: iso }: { moment: string }) {
  const { moment } = useFormats()
  return <bdi>{moment(iso).slice(0, 10)}</bdi>
}

function Code({ table, code }: { table: string; code: string }) {
  return <bdi>{useCodes().label(table, code)}</bdi>
}

function Owner({ owner }: { owner: string | undefined }) {
  return <bdi>{useOwner().nameOf(owner)}</bdi>
}

function Money({ amount }: { amount: string }) {
  return <bdi>{useFormats().money(amount)}</bdi>
}

/** The balance leads to the transactions (seed 002). */
function Balance({ fee }: { fee: Fee }) {
  const t = useText()
  const ask = useAskFee()
  const balance = useFormats().money(fee.balance)
  return (
    <UnstyledButton
      className={classes.balance}
      aria-label={t('fees.showTransactions', { balance })}
      onClick={() => ask({ what: 'transactions', fee })}
    >
      <bdi>{balance}</bdi>
    </UnstyledButton>
  )
}

function Reasons({ reasons }: { reasons: string[] }) {
  const { label } = useCodes()
  return <bdi>{reasons.map(reason => label(feeTables.reason, reason)).join(', ')}</bdi>
}

const faces = {
  ACTIVE: { icon: IconAlertCircle, tone: 'warning' },
  INDISPUTE: { icon: IconMessageQuestion, tone: 'accent' },
  EXPORTED: { icon: IconBuildingBank, tone: 'quiet' },
  WAIVED: { icon: IconGift, tone: 'quiet' },
  CLOSED: { icon: IconCheck, tone: 'good' },
} as const

function Status({ fee }: { fee: Fee }) {
  const { label } = useCodes()
  return <StatusBadge {...faces[fee.status]}>{label(feeTables.status, fee.status)}</StatusBadge>
}
