import { disputeFee, type Fee, restoreFee } from '../../contract/fees.ts'
import { useFormats } from '../i18n/use-formats.ts'
import { useText } from '../i18n/use-text.ts'
import { AboutFee, CommentField, FeeForm } from './fee-form.tsx'
import { useFeeForm } from './use-fee-form.ts'

type Props = { userId: number; fee: Fee; action: 'dispute' | 'restore'; onClose: () => void }

/** Begins or ends the dispute of a fee (features G4). */
export function StandingDialog({ userId, fee, action, onClose }: Props) {
  const t = useText()
  const { money } = useFormats()
  const form = useFeeForm(action === 'dispute' ? disputeFee : restoreFee, {
    initial: { comment: '' },
    request: (words, place) => ({ params: { userId, feeId: fee.feeId }, body: { ...words, ...place } }),
    done: () => t(`fees.done.${action}`),
    onDone: onClose,
  })
  return (
    <FeeForm
      title={t(`fees.title.${action}`)}
      form={form}
      consequence={t(`fees.then.${action}`, { amount: money(fee.balance) })}
      submit={t(`fees.do.${action}`)}
      onClose={onClose}
    >
      <AboutFee fee={fee} />
      <CommentField form={form} />
    </FeeForm>
  )
}
