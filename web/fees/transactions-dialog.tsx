import { Modal, Stack } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Fee, type FeeTransaction, feeTables, listFeeTransactions } from '../../contract/fees.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { columnsOf } from '../ui/table/columns.ts'
import { fixedRows } from '../ui/table/row-source.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { AboutFee } from './fee-form.tsx'

const column = columnsOf<FeeTransaction>()

const columns = column.columns([
  column.display({
    id: 'at',
    cell: ({ row }) => <Moment at={row.original.createdAt} />,
    meta: { label: 'fees.transaction.at', width: 8, isKept: true },
  }),
  column.display({
    id: 'kind',
    cell: ({ row }) => <Kind kind={row.original.kind} />,
    meta: { label: 'fees.transaction.kind', width: 7 },
  }),
  column.display({
    id: 'amount',
    cell: ({ row }) => <Money amount={row.original.amount} />,
    meta: { label: 'fees.transaction.amount', width: 5.5, align: 'end' },
  }),
  column.display({
    id: 'vat',
    cell: ({ row }) => <Money amount={row.original.vatAmount} />,
    meta: { label: 'fees.transaction.vat', width: 5.5, align: 'end', isHiddenAtFirst: true },
  }),
  column.display({
    id: 'how',
    cell: ({ row }) => <How transaction={row.original} />,
    meta: { label: 'fees.transaction.how', width: 8, wraps: true },
  }),
  column.display({
    id: 'comment',
    cell: ({ row }) => <bdi>{row.original.comment}</bdi>,
    meta: { label: 'fees.column.comment', width: 9, wraps: true },
  }),
  column.display({
    id: 'desk',
    cell: ({ row }) => <Desk desk={row.original.desk} />,
    meta: { label: 'fees.transaction.creator', width: 8, wraps: true },
  }),
  column.display({
    id: 'by',
    cell: ({ row }) => <bdi>{row.original.createdBy}</bdi>,
    meta: { label: 'fees.transaction.by', width: 7.5, wraps: true },
  }),
])

type Props = { userId: number; fee: Fee; onClose: () => void }

/** Everything that happened to a fee (features G4). */
export function TransactionsDialog({ userId, fee, onClose }: Props) {
  const t = useText()
  const query = useQuery(q(listFeeTransactions, { params: { userId, feeId: fee.feeId } }))
  useFocusBack(true)
  const source = {
    ...fixedRows(query.data?.items ?? []),
    isLoading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="58rem"
      title={t('fees.transactions')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Stack gap="sm">
        <AboutFee fee={fee} />
        <DataTable
          name="fee-transactions"
          label={t('fees.transactions')}
          columns={columns}
          source={source}
          rowId={row => String(row.transactionId)}
          rowLabel={row => row.createdAt}
          empty={<EmptyState icon={IconReceipt} title={t('fees.noTransactions')} />}
        />
      </Stack>
    </Modal>
  )
}

function Moment({ at }: { at: string }) {
  return <bdi>{useFormats().moment(at)}</bdi>
}

function Kind({ kind }: { kind: FeeTransaction['kind'] }) {
  return useText()(`fees.kind.${kind}`)
}

function Money({ amount }: { amount: string }) {
  return <bdi>{useFormats().money(amount)}</bdi>
}

/** The reason of a waiver, or the method of a payment and its number elsewhere. */
function How({ transaction: { reason, method, externalTransactionId } }: { transaction: FeeTransaction }) {
  const { label } = useCodes()
  const parts = [
    reason && label(feeTables.reason, reason),
    method && label(feeTables.method, method),
    externalTransactionId,
  ]
  return <bdi>{parts.filter(Boolean).join(', ')}</bdi>
}

/** The creator of a transaction is the desk (seed 002). */
function Desk({ desk }: { desk: string | undefined }) {
  const t = useText()
  const { label } = useCodes()
  return desk === undefined ? t('desk.none') : <bdi>{label(feeTables.desk, desk)}</bdi>
}
