import { AddFeeDialog } from './add-fee-dialog.tsx'
import type { Asked } from './asked.ts'
import { LinkDialog } from './link-dialog.tsx'
import { LoanDialog } from './loan-dialog.tsx'
import { PayAllDialog } from './pay-all-dialog.tsx'
import { PayDialog } from './pay-dialog.tsx'
import { StandingDialog } from './standing-dialog.tsx'
import { TransactionsDialog } from './transactions-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import type { FeeList } from './use-fees.ts'
import { WaiveDialog } from './waive-dialog.tsx'
import { WaiveSelectedDialog } from './waive-selected-dialog.tsx'

type Props = { asked: Asked; fees: FeeList; onClose: () => void }

/** The dialog that was asked for. */
export function FeeDialogs({ asked, fees, onClose }: Props) {
  const { userId } = fees
  const active = fees.summary.data?.active ?? '0.00'
  switch (asked.what) {
    case 'add':
      return <AddFeeDialog userId={userId} active={active} onClose={onClose} />
    case 'payAll':
      return <PayAllDialog userId={userId} active={active} onClose={onClose} />
    case 'waiveSelected':
      return <WaiveSelectedDialog fees={fees} onClose={onClose} />
  }
  const about = { userId, fee: asked.fee, onClose }
  switch (asked.what) {
    case 'pay':
      return <PayDialog {...about} />
    case 'waive':
      return <WaiveDialog {...about} />
    case 'dispute':
    case 'restore':
      return <StandingDialog {...about} action={asked.what} />
    case 'link':
      return <LinkDialog {...about} />
    case 'transfer':
      return <TransferDialog {...about} />
    case 'loan':
      return <LoanDialog {...about} />
    case 'transactions':
      return <TransactionsDialog {...about} />
  }
}
